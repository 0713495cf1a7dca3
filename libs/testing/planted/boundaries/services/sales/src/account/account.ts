export const accountKinds = ['end_customer'] as const;
export type AccountKind = (typeof accountKinds)[number];
