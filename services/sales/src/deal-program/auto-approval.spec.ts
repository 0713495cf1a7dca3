import { deal, gold, program, worth } from '../../test/deals.js';
import { autoApproval } from './auto-approval.js';
import type { DealDetails } from '../deal-details/deal-details.js';

const decide = (details: Partial<DealDetails>, tier = 'gold') =>
  autoApproval({ ...deal, ...details }, { ...gold, tier }, program);

it('a deal within the ceiling of its tier is approved by the program, which says why', () => {
  expect(decide(worth('50000.00'))).toEqual({
    granted: true,
    reasons: [{ code: 'WITHIN_CEILING', detail: 'The value is within 50000.00 USD, the ceiling of tier gold.' }],
  });
});

it.each<[string, string, Partial<DealDetails>, string]>([
  ['a deal one cent above the ceiling', 'ABOVE_CEILING', worth('50000.01'), 'gold'],
  ['a deal of a tier without a ceiling', 'ABOVE_CEILING', worth('1000.00'), 'registered'],
  ['a value in another currency', 'NO_RATE', worth('10.00', 'EUR'), 'gold'],
  ['a public tender', 'PUBLIC_TENDER', { tenderOn: '2026-05-01' }, 'gold'],
])('%s is left to a person: %s', (_, code, details, tier) => {
  const { granted, reasons } = decide(details, tier);
  expect({ granted, codes: reasons.map((reason) => reason.code) }).toEqual({ granted: false, codes: [code] });
});

it('every reason against it is named', () => {
  expect(decide({ ...worth('60000.00'), tenderOn: '2026-05-01' }).reasons).toHaveLength(2);
});
