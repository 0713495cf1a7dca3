export const accounts = 'SELECT FROM account';
