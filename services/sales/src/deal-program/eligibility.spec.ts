import { Forbidden, RuleViolation } from '@tributary/kernel';
import { deal, gold, monday, program, worth } from '../../test/deals.js';
import type { DealDetails } from '../deal-details/deal-details.js';
import type { DealProgramVersion } from './deal-program.js';
import { refuseIneligible } from '../deal-registration/submission.js';
import { shortcomings, type Registrant } from './eligibility.js';

interface Change {
  readonly deal?: Partial<DealDetails>;
  readonly registrant?: Partial<Registrant>;
  readonly program?: Partial<DealProgramVersion>;
}

const found = (change: Change = {}) =>
  shortcomings(
    { ...deal, ...change.deal },
    { ...gold, ...change.registrant },
    { ...program, ...change.program },
    monday,
  );

it('an active partner with its agreement may register a deal that the program covers', () => {
  expect(found()).toEqual([]);
});

it.each<[string, string, Change]>([
  ['a suspended partner', 'PARTNER_SUSPENDED', { registrant: { status: 'suspended' } }],
  ['a terminated partner', 'PARTNER_SUSPENDED', { registrant: { status: 'terminated' } }],
  ['a partner without the agreement', 'AGREEMENT_UNSIGNED', { registrant: { agreements: [] } }],
  [
    'a partner with another agreement',
    'AGREEMENT_UNSIGNED',
    { registrant: { agreements: [{ kind: 'nda', expiresOn: null }] } },
  ],
  [
    'a partner whose agreement ended yesterday',
    'AGREEMENT_UNSIGNED',
    { registrant: { agreements: [{ kind: 'reseller', expiresOn: '2026-03-01' }] } },
  ],
  [
    'a partner of whom nobody holds what a family asks for',
    'CERTIFICATION_MISSING',
    { registrant: { requirements: [{ family: 'GTX', certification: 'GTX-SALES', ends: [] }] } },
  ],
  [
    'a partner whose certification ended yesterday',
    'CERTIFICATION_MISSING',
    { registrant: { requirements: [{ family: 'GTX', certification: 'GTX-SALES', ends: ['2026-03-01'] }] } },
  ],
  [
    'a partner of whom nobody holds what the program asks for',
    'CERTIFICATION_MISSING',
    {
      program: { certifications: ['GTX-SALES'] },
      registrant: { requirements: [{ family: null, certification: 'GTX-SALES', ends: [] }] },
    },
  ],
  ['a partner that is being onboarded', 'PARTNER_NOT_ACTIVE', { registrant: { status: 'onboarding' } }],
])('%s may not register at all: %s', (_, code, change) => {
  expect(found(change).map((shortcoming) => shortcoming.code)).toEqual([code]);
  expect(() => refuseIneligible(found(change))).toThrow(Forbidden);
});

it.each<[string, string, Change]>([
  ['a partner of another type', 'PARTNER_TYPE_NOT_ELIGIBLE', { program: { partnerTypes: ['agent'] } }],
  ['a partner of another tier', 'TIER_NOT_ELIGIBLE', { program: { tiers: ['platinum'] } }],
  [
    'a partner at its limit of open registrations',
    'OPEN_LIMIT',
    { program: { openLimits: { gold: 5 } }, registrant: { openDeals: 5 } },
  ],
  ['a customer in another country', 'COUNTRY_NOT_ELIGIBLE', { program: { countries: ['DE'] } }],
  ['another product family', 'FAMILY_NOT_ELIGIBLE', { program: { families: ['MG'] } }],
  ['a value below the minimum', 'BELOW_MINIMUM_VALUE', { deal: worth('999.99') }],
  ['a deal that closes too soon', 'LEAD_TIME_TOO_SHORT', { deal: { expectedCloseOn: '2026-03-08' } }],
  [
    'a deal without a distributor where one is required',
    'DISTRIBUTOR_REQUIRED',
    { program: { distributor: 'required' } },
  ],
])('%s is refused by rule: %s', (_, code, change) => {
  expect(found(change).map((shortcoming) => shortcoming.code)).toEqual([code]);
  expect(() => refuseIneligible(found(change))).toThrow(RuleViolation);
});

it('what lies exactly on a limit is within it', () => {
  expect(found({ deal: { ...worth('1000.00'), expectedCloseOn: '2026-03-09' } })).toEqual([]);
  expect(found({ registrant: { agreements: [{ kind: 'reseller', expiresOn: '2026-03-02' }] } })).toEqual([]);
  expect(found({ program: { openLimits: { gold: 5 } }, registrant: { openDeals: 4 } })).toEqual([]);
});

it('a certification counts to the end of its last day, or without end', () => {
  const asked = { family: 'GTX', certification: 'GTX-SALES' };
  for (const ends of [['2026-03-02'], [null], ['2025-01-01', '2027-01-01']]) {
    expect(found({ registrant: { requirements: [{ ...asked, ends }] } })).toEqual([]);
  }
});

it('each family that lacks its certification is named with what is missing', () => {
  const requirements = [
    { family: 'GTX', certification: 'GTX-SALES', ends: [] },
    { family: 'MG', certification: 'MG-SALES', ends: ['2026-03-02'] },
    { family: 'SEC', certification: 'SEC-SALES', ends: [] },
  ];
  expect(found({ registrant: { requirements } }).map(({ detail }) => detail)).toEqual([
    'Family GTX asks for certification GTX-SALES, which nobody of the partner holds today.',
    'Family SEC asks for certification SEC-SALES, which nobody of the partner holds today.',
  ]);
});

it('what another program asks for is not asked for here, and each of several is', () => {
  const requirements = ['A', 'B', 'C'].map((certification) => ({ family: null, certification, ends: [] }));
  expect(found({ registrant: { requirements } })).toEqual([]);
  const details = found({ registrant: { requirements }, program: { certifications: ['A', 'C'] } });
  expect(details).toMatchObject([
    { detail: 'The program asks for certification A, which nobody of the partner holds today.', pointer: '' },
    { detail: 'The program asks for certification C, which nobody of the partner holds today.', pointer: '' },
  ]);
});

it('a value in another currency is not measured against the minimum', () => {
  expect(found({ deal: worth('1.00', 'EUR') })).toEqual([]);
});

it('the gravest shortcoming is the refusal, all of them are named', () => {
  const all = found({ registrant: { agreements: [] }, deal: worth('1.00') });
  expect(() => refuseIneligible(all)).toThrow(
    expect.objectContaining({
      code: 'AGREEMENT_UNSIGNED',
      facts: {
        errors: [
          expect.objectContaining({ code: 'AGREEMENT_UNSIGNED' }),
          expect.objectContaining({ code: 'BELOW_MINIMUM_VALUE', pointer: '/lines' }),
        ],
      },
    }),
  );
});
