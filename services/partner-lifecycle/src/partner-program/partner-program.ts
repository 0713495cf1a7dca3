export interface TierRequirements {
  /** Verified revenue of the last twelve months. */
  readonly revenue: { readonly amount: string; readonly currency: string } | null;
  readonly certifiedPeople: number;
  readonly dealsRegistered: number;
  readonly planAgreed: boolean;
}

export interface TierBenefits {
  /** Percent off the list. */
  readonly discount: string;
  readonly fundsRate: string;
  readonly leadPriority: number;
  readonly supportHours: number;
}

export interface TierLevel {
  readonly tier: string;
  readonly requirements: TierRequirements;
  readonly benefits: TierBenefits;
}

export interface PartnerProgram {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** When this version was shipped. */
  readonly updatedAt: Date;
  readonly levels: readonly TierLevel[];
}

const level = (
  tier: string,
  revenue: string | null,
  people: number,
  deals: number,
  plan: boolean,
  benefits: TierBenefits,
): TierLevel => ({
  tier,
  requirements: {
    revenue: revenue === null ? null : { amount: revenue, currency: 'USD' },
    certifiedPeople: people,
    dealsRegistered: deals,
    planAgreed: plan,
  },
  benefits,
});

/** The levels that ship with the product, from where every partner begins to the top. */
export const partnerProgram: PartnerProgram = {
  id: '01980000-0000-7000-8000-000000000001',
  name: 'Partner program',
  version: 1,
  updatedAt: new Date('2026-11-01T00:00:00Z'),
  levels: [
    level('registered', null, 0, 0, false, { discount: '5', fundsRate: '0', leadPriority: 4, supportHours: 24 }),
    level('silver', '100000.00', 1, 4, false, { discount: '10', fundsRate: '1', leadPriority: 3, supportHours: 12 }),
    level('gold', '500000.00', 4, 12, true, { discount: '15', fundsRate: '2', leadPriority: 2, supportHours: 8 }),
    level('platinum', '2000000.00', 10, 30, true, { discount: '20', fundsRate: '3', leadPriority: 1, supportHours: 4 }),
  ],
};
