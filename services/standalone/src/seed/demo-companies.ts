export interface DemoCompany {
  readonly key: string;
  readonly legalName: string;
  readonly domain: string;
  readonly country: string;
  readonly partnerType: string;
  readonly territory: 'DACH' | 'NA';
  readonly tier: 'registered' | 'silver' | 'gold' | 'platinum';
  /** Score given to every criterion of a parameter. */
  readonly scores: Readonly<Record<'P' | 'I' | 'A', number>>;
  readonly distributor?: string;
  /** How far it has come; active unless told. */
  readonly stands?: 'onboarding';
}

const company = (
  key: string,
  legalName: string,
  [country, territory]: readonly [string, DemoCompany['territory']],
  more: Pick<DemoCompany, 'partnerType' | 'tier'> & Partial<DemoCompany>,
): DemoCompany => ({
  key,
  legalName,
  domain: `${key}.example`,
  country,
  territory,
  scores: { P: 4, I: 4, A: 4 },
  ...more,
});

const german = ['DE', 'DACH'] as const;
const american = ['US', 'NA'] as const;
const reseller = { partnerType: 'value_added_reseller' } as const;

/** The channel of the demo: two distributors and six resellers, each of its own standing. */
export const demoCompanies: readonly DemoCompany[] = [
  company('nordlicht', 'Nordlicht Distribution GmbH', german, { partnerType: 'distributor', tier: 'platinum' }),
  company('westbridge', 'Westbridge Distribution Inc.', american, { partnerType: 'distributor', tier: 'gold' }),
  company('alpenblick', 'Alpenblick Systems GmbH', german, { ...reseller, tier: 'gold', distributor: 'nordlicht' }),
  company('rheintal', 'Rheintal Netzwerke KG', german, { ...reseller, tier: 'silver', distributor: 'nordlicht' }),
  company('hafenwerk', 'Hafenwerk IT GmbH', german, {
    ...reseller,
    tier: 'registered',
    distributor: 'nordlicht',
    scores: { P: 3, I: 2, A: 4 },
  }),
  company('harborpoint', 'Harbor Point Networks LLC', american, {
    ...reseller,
    tier: 'silver',
    distributor: 'westbridge',
  }),
  company('prairiecloud', 'Prairie Cloud Partners Inc.', american, {
    ...reseller,
    tier: 'gold',
    distributor: 'westbridge',
    scores: { P: 5, I: 4, A: 2 },
  }),
  company('lakeshore', 'Lakeshore Technologies Inc.', american, {
    ...reseller,
    tier: 'registered',
    distributor: 'westbridge',
    stands: 'onboarding',
  }),
];
