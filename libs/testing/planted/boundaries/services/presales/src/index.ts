export const definition = 'presales';
