import type { OpportunityState } from '../src/opportunity/opportunity-state.js';
import type { Pipeline } from '../src/opportunity/stage.js';
import { deal, monday } from './deals.js';

const open = { outcome: null } as const;

export const pipeline: Pipeline = {
  code: 'default',
  stages: [
    { code: 'prospecting', name: 'Prospecting', probability: 10, forecastCategory: 'pipeline', exit: [], ...open },
    {
      code: 'qualification',
      name: 'Qualification',
      probability: 20,
      forecastCategory: 'pipeline',
      exit: ['expectedCloseOn'],
      ...open,
    },
    { code: 'solution', name: 'Solution', probability: 40, forecastCategory: 'best_case', exit: ['lines'], ...open },
    {
      code: 'proposal',
      name: 'Proposal',
      probability: 60,
      forecastCategory: 'best_case',
      exit: ['value', 'lines'],
      ...open,
    },
    { code: 'negotiation', name: 'Negotiation', probability: 80, forecastCategory: 'commit', exit: [], ...open },
    { code: 'closed_won', name: 'Closed won', probability: 100, forecastCategory: 'closed', exit: [], outcome: 'won' },
    {
      code: 'closed_lost',
      name: 'Closed lost',
      probability: 0,
      forecastCategory: 'omitted',
      exit: [],
      outcome: 'lost',
    },
  ],
};

type Opening = Omit<
  OpportunityState,
  'status' | 'pipeline' | 'stage' | 'forecastCategory' | 'stages' | 'lossReason' | 'closedAt'
>;

export const opening: Opening = {
  id: 'o1',
  name: 'ACME Corp.: GTX',
  source: 'deal_registration',
  partnerId: 'northwind',
  distributorId: null,
  territory: null,
  hiddenFromDistributor: false,
  dealRegistrationId: 'd1',
  leadId: null,
  customer: deal.customer,
  identity: deal.identity,
  lines: deal.lines,
  value: deal.value,
  expectedCloseOn: '2026-06-30',
  nextStep: null,
  competitors: [],
  ownedBy: null,
  parties: [],
  openedAt: monday,
  externalIds: [],
};
