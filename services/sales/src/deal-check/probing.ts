export const probingKinds = ['many_companies', 'near_misses'] as const;

/** What the checks of a partner look like: of how many companies within a day, and how often within 30 days it was told of a conflict. */
export interface ChecksSeen {
  readonly companiesToday: number;
  readonly nearMisses: number;
}

export interface Probing {
  readonly kind: (typeof probingKinds)[number];
  readonly count: number;
}

const manyCompanies = 12;
const manyNearMisses = 5;

/** Somebody who means to register asks about few companies, and goes on where the way is clear. */
export function probingIn({ companiesToday, nearMisses }: ChecksSeen): Probing[] {
  const found: Probing[] = [];
  if (companiesToday >= manyCompanies) found.push({ kind: 'many_companies', count: companiesToday });
  if (nearMisses >= manyNearMisses) found.push({ kind: 'near_misses', count: nearMisses });
  return found;
}
