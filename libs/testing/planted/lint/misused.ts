// breaks: @typescript-eslint/no-misused-promises
export const each = (ids: string[]): void => ids.forEach(async (id) => Promise.resolve(id));
