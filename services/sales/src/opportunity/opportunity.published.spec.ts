import type { Saved } from '@tributary/persistence';
import { monday } from '../../test/deals.js';
import { opening, pipeline } from '../../test/opportunities.js';
import type { OpportunityState } from './opportunity-state.js';
import { Opportunity, type OpportunityEvent } from './opportunity.js';
import { toPublished } from './opportunity.published.js';

const id = '0190f3a0-0000-7000-8000-000000000001';
const partnerId = '0190f3a0-0000-7000-8000-000000000002';
const row = { version: 1, number: 'OP-2026-000001', createdAt: monday, updatedAt: monday };
const parties = [{ partnerId, role: 'resells', split: '100' }] as const;
const saved = (): Saved<OpportunityState> => ({
  ...Opportunity.open({ ...opening, id, partnerId, parties, dealRegistrationId: id }, pipeline).state,
  ...row,
});

it.each<[OpportunityEvent, string]>([
  [{ type: 'OpportunityCreated' }, 'OpportunityCreated'],
  [
    { type: 'OpportunityStageChanged', from: 'prospecting', to: 'proposal', changedBy: 'jo' },
    'OpportunityStageChanged',
  ],
  [{ type: 'OpportunityImported', system: 'crm', importedBy: 'crm-service' }, 'OpportunityImported'],
  [{ type: 'OpportunityRevised', revisedBy: 'jo' }, 'OpportunityRevised'],
  [{ type: 'OpportunityLinked', dealRegistrationId: id, linkedBy: 'jo' }, 'OpportunityLinked'],
  [{ type: 'OpportunityLeadLinked', leadId: id, linkedBy: 'jo' }, 'OpportunityLinked'],
  [{ type: 'OpportunityWon', wonBy: 'jo', wonAt: monday }, 'OpportunityWon'],
  [{ type: 'OpportunityLost', reason: 'Price', lostBy: 'jo', lostAt: monday }, 'OpportunityLost'],
])('%j is told as %s', (event, name) => {
  expect(toPublished(saved(), event)).toMatchObject([{ definition: { name }, key: id }]);
});

it('a distributor from which the registration is hidden is no party that others hear of', () => {
  const distributorId = '0190f3a0-0000-7000-8000-000000000003';
  const both = [...parties, { partnerId: distributorId, role: 'distributes', split: null }] as const;
  const partiesOf = (hiddenFromDistributor: boolean) =>
    toPublished({ ...saved(), parties: both, distributorId, hiddenFromDistributor }, { type: 'OpportunityCreated' });
  expect(partiesOf(false)).toMatchObject([{ data: { opportunity: { parties: { length: 2 } } } }]);
  expect(partiesOf(true)).toMatchObject([{ data: { opportunity: { parties: [{ partnerId }] } } }]);
  expect(JSON.stringify(partiesOf(true))).not.toContain(distributorId);
});

it('a stranger gets the whole public state, and nothing of what customers are compared by', () => {
  const [{ data }] = toPublished(saved(), { type: 'OpportunityCreated' }) as unknown as [
    { data: { opportunity: object } },
  ];
  expect(data.opportunity).toMatchObject({
    number: 'OP-2026-000001',
    stage: { code: 'prospecting' },
    lines: [{ sku: 'GTX-PRO', family: 'GTX' }],
  });
  expect(data.opportunity).not.toHaveProperty('identity');
});
