export const rank = (stage: string): number => stage.length;
