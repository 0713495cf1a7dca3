export const accountKinds = ['end_customer'] as const;
