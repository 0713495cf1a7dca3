export const matchReasons = ['email_domain', 'registration_number', 'name'] as const;
export type MatchReason = (typeof matchReasons)[number];

/** What a company can be recognized by; null where it is not known or says nothing. */
export interface CompanyKeys {
  readonly emailDomain: string | null;
  readonly registrationNumber: string | null;
  readonly name: string | null;
}

export interface KnownCompany extends CompanyKeys {
  readonly kind: 'partner' | 'application';
  readonly id: string;
}

export interface PossibleDuplicate {
  readonly kind: 'partner' | 'application';
  readonly id: string;
  readonly on: readonly MatchReason[];
}

/** Companies that could be the same one: each shared key is a reason, a public mailbox or a missing key is none. */
export function possibleDuplicates(company: CompanyKeys, known: readonly KnownCompany[]): readonly PossibleDuplicate[] {
  const found = new Map<string, PossibleDuplicate>();
  for (const { kind, id, ...keys } of known) {
    const before = found.get(id)?.on ?? [];
    const on = matchReasons.filter((reason) => before.includes(reason) || isSame(company, keys, reason));
    if (on.length > 0) found.set(id, { kind, id, on });
  }
  return [...found.values()];
}

const keyOf = { email_domain: 'emailDomain', registration_number: 'registrationNumber', name: 'name' } as const;

function isSame(one: CompanyKeys, other: CompanyKeys, reason: MatchReason): boolean {
  const key = one[keyOf[reason]];
  return key !== null && key === other[keyOf[reason]];
}
