/** Fields that a person may change after the partner was taken in. */
export interface Profile {
  readonly legalName: string;
  readonly website: string | null;
  readonly territories: readonly string[];
  readonly segments: readonly string[];
  readonly specializations: readonly string[];
}

/** What a partner may wish but not change by itself: it decides who it is and where it may sell. */
export const approvedFields = ['legalName', 'territories'] as const;
export type ApprovedField = (typeof approvedFields)[number];

export interface PendingChange {
  readonly id: string;
  readonly field: ApprovedField;
  readonly value: string | readonly string[];
  readonly requestedBy: string;
  /** ISO instant */
  readonly requestedAt: string;
}

/** Only what really differs. */
export function differences(before: Profile, wished: Partial<Profile>): Partial<Profile> {
  const fields = Object.keys(wished) as (keyof Profile)[];
  return Object.fromEntries(
    fields
      .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(wished[field]))
      .map((field) => [field, wished[field]]),
  );
}

export function needsApproval(field: string): field is ApprovedField {
  return (approvedFields as readonly string[]).includes(field);
}
