// breaks: @typescript-eslint/no-base-to-string
export const label = (deal: { id: string }): string => `deal ${deal}`;
