import { createHash } from 'node:crypto';
import { ManualClock } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';
import { testService, type TestService } from '@tributary/testing';
import { stated } from '../../test/deals.js';
import { contoso, desk, knowPartner, knowProducts, manager, northwind, reseller, rival } from '../../test/sales.js';
import {
  DealDecisionService,
  DealRegistrationService,
  DealSubmissionService,
  definition,
  OpportunityClosingService,
} from '../index.js';
import { OpportunityPursuitService } from '../opportunity/opportunity-pursuit.service.js';

const clock = new ManualClock(new Date('2026-03-02T10:00:00.000Z'));
let service: TestService;
let unitOfWork: UnitOfWork;
let submissions: DealSubmissionService;
let decisions: DealDecisionService;
let deals: DealRegistrationService;
let closing: OpportunityClosingService;
let pursuit: OpportunityPursuitService;

let customers = 0;
function brought(amount = '20000.00') {
  customers += 1;
  const name = createHash('md5').update(String(customers)).digest('hex');
  const deal = stated();
  const lines = deal.lines.map((line) => ({ ...line, value: { amount, currency: 'USD' } }));
  return {
    partnerId: null,
    programId: null,
    deal: { ...deal, lines, customer: { ...deal.customer, name, domain: `c${customers}.com` } },
  };
}

async function flightsOf(command: () => Promise<unknown>): Promise<number> {
  const seen: number[] = [];
  const stop = unitOfWork.onCommit(({ flights }) => seen.push(flights));
  await command();
  stop();
  return seen.reduce((sum, flights) => sum + flights, 0);
}

const approved = () => submissions.register(brought(), reseller);
const reviewed = () => submissions.register(brought('60000.00'), reseller);
const drafted = () => submissions.draft(brought(), reseller);
const claimed = async () => deals.claimWin((await approved()).id, null, reseller);
const revoking = async () => decisions.requestRevocation((await approved()).id, 'Wrong evidence', manager);
const held = async (amount: string) => {
  const body = brought(amount);
  await submissions.register(body, reseller);
  return submissions.register(body, rival);
};

beforeAll(async () => {
  service = await testService(definition, { clock });
  const get = <T>(type: new (...given: never[]) => T): T => service.running.app.get(type, { strict: false });
  unitOfWork = get(UnitOfWork as never);
  submissions = get(DealSubmissionService);
  decisions = get(DealDecisionService);
  deals = get(DealRegistrationService);
  closing = get(OpportunityClosingService);
  pursuit = get(OpportunityPursuitService);
  await knowProducts(service);
  for (const id of [northwind, contoso]) await knowPartner(service, id);
  // A version of a program never changes: whoever decides reads it once.
  await decisions.approve((await reviewed()).id, null, manager);
});
afterAll(() => service.close());

type Deal = Awaited<ReturnType<typeof approved>>;
const nothing = async (): Promise<Deal> => ({}) as Deal;

it.each<[string, number, () => Promise<Deal>, (deal: Deal) => Promise<unknown>]>([
  ['register', 2, nothing, () => submissions.register(brought(), reseller)],
  ['draft', 2, nothing, () => submissions.draft(brought(), reseller)],
  ['discard', 2, drafted, ({ id }) => submissions.discard(id, reseller)],
  ['approve', 2, reviewed, ({ id }) => decisions.approve(id, null, manager)],
  ['reject', 2, reviewed, ({ id }) => decisions.reject(id, 'No', manager)],
  ['withdraw', 2, approved, ({ id }) => deals.withdraw(id, null, reseller)],
  ['claim-win', 2, approved, ({ id }) => deals.claimWin(id, null, reseller)],
  ['lose', 2, approved, ({ id }) => deals.lose(id, 'Price', reseller)],
  ['revoke', 2, approved, ({ id }) => decisions.requestRevocation(id, 'Wrong', manager)],
  ['confirm-revocation', 2, revoking, ({ id }) => decisions.confirmRevocation(id, desk)],
  ['confirm-win', 2, claimed, ({ id }) => deals.confirmWin(id, null, desk)],
  ['win an opportunity', 2, approved, ({ opportunityId }) => closing.win(opportunityId!, reseller)],
  ['lose an opportunity', 2, approved, ({ opportunityId }) => closing.lose(opportunityId!, 'Price', reseller)],
  ['advance an opportunity', 2, approved, ({ opportunityId }) => pursuit.advance(opportunityId!, 'proposal', reseller)],
  [
    'change an opportunity',
    2,
    approved,
    ({ opportunityId }) => pursuit.revise(opportunityId!, { nextStep: 'Call' }, reseller),
  ],
  // The quota counts by what the first flight tells of the customer.
  ['check', 3, nothing, () => submissions.check(brought(), reseller)],
  // Partner, program and calendar are known only from the registration.
  ['submit', 3, drafted, ({ id }) => submissions.submit(id, reseller)],
  ['change', 3, drafted, ({ id }) => submissions.revise(id, { project: 'Site B' }, reseller)],
  ['return', 3, reviewed, ({ id }) => decisions.return(id, 'Name the site', manager)],
  // The rivals are known first, then all are locked in one order.
  ['award', 3, () => held('60000.00'), ({ id }) => decisions.award(id, 'Ours', manager)],
  ['co-protect', 3, () => held('20000.00'), ({ id }) => decisions.coProtect(id, 'Both', manager)],
])('%s takes %d flights', async (_, flights, given, command) => {
  const deal = await given();
  expect(await flightsOf(() => command(deal))).toBe(flights);
});
