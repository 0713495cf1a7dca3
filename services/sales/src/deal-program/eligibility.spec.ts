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
