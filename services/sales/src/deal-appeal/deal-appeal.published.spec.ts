import type { Saved } from '@tributary/persistence';
import { monday } from '../../test/deals.js';
import type { DealAppealEvent, DealAppealState } from './deal-appeal.js';
import { toPublished } from './deal-appeal.published.js';

const id = (n: number): string => `0190f3a0-0000-7000-8000-00000000000${n}`;
const appeal: Saved<DealAppealState> = {
  id: id(1),
  dealId: id(2),
  partnerId: id(3),
  territory: 'US',
  status: 'appealed',
  ground: 'We were first',
  evidence: [{ name: 'Minutes', url: 'https://files.example.com/1' }],
  appealedBy: 'reseller-sales',
  appealedAt: monday,
  rejectedBy: 'channel-manager',
  dueAt: monday,
  overdue: false,
  decidedBy: null,
  decidedAt: null,
  reason: null,
  version: 1,
  number: 'DA-2026-000001',
  createdAt: monday,
  updatedAt: monday,
};

it.each<[DealAppealEvent, string, object]>([
  [{ type: 'DealAppealed', appealedBy: 'jo' }, 'DealAppealed', { appealedBy: 'jo' }],
  [
    { type: 'DealAppealDecided', outcome: 'upheld', decidedBy: 'desk', reason: 'Nothing new' },
    'DealAppealDecided',
    { decidedBy: 'desk', reason: 'Nothing new' },
  ],
  [{ type: 'DealAppealOverdue' }, 'DealAppealOverdue', {}],
])('%j is told with the appeal as it is, and not by whom the deal was rejected', (event, name, fact) => {
  const [published] = toPublished(appeal, event);
  expect(published).toMatchObject({
    definition: { name },
    key: appeal.id,
    data: { appeal: { dealId: appeal.dealId, status: 'appealed', ground: 'We were first' }, ...fact },
  });
  expect(JSON.stringify(published?.data)).not.toContain('channel-manager');
});
