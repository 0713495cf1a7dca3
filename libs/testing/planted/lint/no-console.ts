// breaks: no-console
export const tell = (): void => console.log('approved');
