export const main = 'boot';
