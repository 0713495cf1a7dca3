// breaks: @typescript-eslint/no-unnecessary-type-assertion
export const upper = (name: string): string => (name as string).toUpperCase();
