import type { Saved } from '@tributary/persistence';
import { after, approved, deal, held, inReview, monday } from '../../test/deals.js';

import { toPublished } from './deal-registration.published.js';
import type { DealRegistrationEvent, DealRegistrationState } from './deal-state.js';

const ids = {
  id: '0190f3a0-0000-7000-8000-000000000001',
  partnerId: '0190f3a0-0000-7000-8000-000000000002',
  programId: '0190f3a0-0000-7000-8000-000000000003',
  opportunityId: '0190f3a0-0000-7000-8000-000000000004',
  distributorId: '0190f3a0-0000-7000-8000-000000000005',
};
const row = { version: 2, number: 'DR-2026-000001', createdAt: monday, updatedAt: monday };
const saved = (state: DealRegistrationState): Saved<DealRegistrationState> => ({ ...state, ...ids, ...row });
const conflict = { class: 'registration', severity: 'hard', score: 1 } as const;
const value = deal.value;

it.each<[DealRegistrationEvent, string]>([
  [{ type: 'DealRegistered', submittedBy: 'jo', resubmission: false }, 'DealRegistered'],
  [{ type: 'DealConflictDetected', conflict }, 'DealConflictDetected'],
  [{ type: 'DealApproved', approvedBy: 'jo', automatic: false, reason: null }, 'DealApproved'],
  [{ type: 'DealReturned', returnedBy: 'jo', reason: 'x' }, 'DealReturned'],
  [{ type: 'DealRevised' }, 'DealRevised'],
  [{ type: 'DealRejected', rejectedBy: 'jo', reason: 'x' }, 'DealRejected'],
  [{ type: 'DealWithdrawn', withdrawnBy: 'jo', reason: null }, 'DealWithdrawn'],
  [{ type: 'DealRevoked', requestedBy: 'jo', confirmedBy: 'al', reason: 'x' }, 'DealRevoked'],
  [{ type: 'DealWinClaimed', claimedBy: 'jo', claimedValue: value }, 'DealWinClaimed'],
  [{ type: 'DealWon', confirmedBy: 'jo', wonValue: value, wonAt: monday }, 'DealWon'],
  [{ type: 'DealLost', reason: 'x', lostAt: monday }, 'DealLost'],
  [{ type: 'DealDecisionOverdue', dueAt: monday }, 'DealDecisionOverdue'],
  [{ type: 'DealProtectionExpiring', daysLeft: 7 }, 'DealProtectionExpiring'],
  [{ type: 'DealExpired', expiredAt: monday }, 'DealExpired'],
])('%j is told as %s', (event, name) => {
  expect(toPublished(saved(approved().state), event)).toMatchObject([{ definition: { name }, key: ids.id }]);
});

it.each<DealRegistrationEvent>([
  { type: 'DealDrafted' },
  { type: 'DealDiscarded' },
  { type: 'DealProtectionShared', sharedBy: 'jo' },
  { type: 'DealRevocationRequested', requestedBy: 'jo', reason: 'x' },
])('%j stays in the house', (event) => {
  expect(toPublished(saved(inReview().state), event)).toEqual([]);
});

it('what is revised before it was ever submitted stays in the house', () => {
  expect(toPublished(saved({ ...inReview().state, status: 'draft' }), { type: 'DealRevised' })).toEqual([]);
});

const told = (state: DealRegistrationState) =>
  (
    toPublished(saved(state), { type: 'DealLost', reason: 'x', lostAt: monday })[0]!.data as {
      deal: Record<string, unknown>;
    }
  ).deal;

it('a stranger gets the whole public state, with the protection as a window', () => {
  expect(told(approved().state)).toMatchObject({
    number: 'DR-2026-000001',
    status: 'approved',
    value: { amount: '20000.00', currency: 'USD' },
    lines: [{ sku: 'GTX-PRO', family: 'GTX' }],
    protection: { from: monday.toISOString(), until: after(90).toISOString(), extensions: 0 },
  });
});

it('a hold is told without its class, and nothing tells what the customer was compared by', () => {
  const deal = told(held().state);
  expect(deal).toMatchObject({ status: 'on_hold', protection: null });
  for (const inner of ['conflict', 'identity', 'claim', 'contact', 'explanation'])
    expect(deal).not.toHaveProperty(inner);
});

it('the user that is protected, the site and the territory are told', () => {
  const user = { name: 'Globex', country: 'US', domain: 'globex.com', registrationNumber: null };
  const state = { ...approved().state, project: 'Site B', territory: 'US', customer: { ...deal.customer, user } };
  expect(told(state)).toMatchObject({ customer: { user }, project: 'Site B', territory: 'US' });
});

it('a distributor that must not see the deal is not named', () => {
  expect(told({ ...approved().state, hiddenFromDistributor: true })).toMatchObject({ distributorId: null });
});
