// breaks: @typescript-eslint/ban-ts-comment
// @ts-ignore
export const port: number = 'eighty';
