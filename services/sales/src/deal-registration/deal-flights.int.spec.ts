import { ManualClock } from '@tributary/kernel';
import { testService, type TestService } from '@tributary/testing';
import { brought, commandsOf, type Commands } from '../../test/commands.js';
import { contoso, desk, knowPartner, knowProducts, manager, northwind, reseller, rival } from '../../test/sales.js';
import { DealRegistrationWorker, definition } from '../index.js';

const clock = new ManualClock(new Date('2026-03-02T10:00:00.000Z'));
let service: TestService;
let commands: Commands;

async function flightsOf(command: () => Promise<unknown>): Promise<number> {
  const seen: number[] = [];
  const stop = commands.unitOfWork.onCommit(({ flights }) => seen.push(flights));
  await command();
  stop();
  return seen.reduce((sum, flights) => sum + flights, 0);
}

const approved = () => commands.submissions.register(brought(), reseller);
const reviewed = () => commands.submissions.register(brought('60000.00'), reseller);
const rejected = async () => commands.decisions.reject((await reviewed()).id, 'No', manager);
const appealed = async () => {
  const { id: dealId } = await rejected();
  const { id } = await commands.appeals.file({ dealId, ground: 'First', evidence: [] }, reseller);
  return { id, opportunityId: null };
};
const progress = () => ({ note: 'Accepted', evidence: [{ name: 'Minutes', url: 'https://files.example.com/1' }] });
const expired = async () => {
  const deal = await approved();
  const sql = `UPDATE deal_registration SET protected_until = $2::timestamptz - interval '1 day' WHERE id = $1`;
  await service.adminQuery(sql, [deal.id, clock.now()]);
  return deal;
};
const returned = async () => commands.decisions.return((await reviewed()).id, 'Name the site', manager);
const revised = async () => commands.submissions.revise((await returned()).id, brought().deal, reseller);
const drafted = () => commands.submissions.draft(brought(), reseller);
const claimed = async () => commands.closing.claimWin((await approved()).id, null, reseller);
const revoking = async () => commands.decisions.requestRevocation((await approved()).id, 'Wrong evidence', manager);
const held = async (amount: string) => {
  const body = brought(amount);
  await commands.submissions.register(body, reseller);
  return commands.submissions.register(body, rival);
};

beforeAll(async () => {
  service = await testService(definition, { clock });
  commands = commandsOf(service);
  await service.running.app.get(DealRegistrationWorker, { strict: false }).stop();
  await knowProducts(service);
  for (const id of [northwind, contoso]) await knowPartner(service, id);
  // A version of a program never changes: whoever decides reads it once.
  await commands.decisions.approve((await reviewed()).id, null, manager);
});
afterAll(() => service.close());

type Deal = Pick<Awaited<ReturnType<typeof approved>>, 'id' | 'opportunityId'>;
const nothing = async (): Promise<Deal> => ({}) as Deal;

it.each<[string, number, () => Promise<Deal>, (deal: Deal) => Promise<unknown>]>([
  ['register', 2, nothing, () => commands.submissions.register(brought(), reseller)],
  ['draft', 2, nothing, () => commands.submissions.draft(brought(), reseller)],
  ['discard', 2, drafted, ({ id }) => commands.submissions.discard(id, reseller)],
  ['approve', 2, reviewed, ({ id }) => commands.decisions.approve(id, null, manager)],
  ['reject', 2, reviewed, ({ id }) => commands.decisions.reject(id, 'No', manager)],
  ['withdraw', 2, approved, ({ id }) => commands.closing.withdraw(id, null, reseller)],
  ['claim-win', 2, approved, ({ id }) => commands.closing.claimWin(id, null, reseller)],
  ['lose', 2, approved, ({ id }) => commands.closing.lose(id, 'Price', reseller)],
  ['revoke', 2, approved, ({ id }) => commands.decisions.requestRevocation(id, 'Wrong', manager)],
  ['confirm-revocation', 2, revoking, ({ id }) => commands.decisions.confirmRevocation(id, desk)],
  ['confirm-win', 2, claimed, ({ id }) => commands.closing.confirmWin(id, null, desk)],
  ['win an opportunity', 2, approved, ({ opportunityId }) => commands.opportunityClosing.win(opportunityId!, reseller)],
  [
    'lose an opportunity',
    2,
    approved,
    ({ opportunityId }) => commands.opportunityClosing.lose(opportunityId!, 'Price', reseller),
  ],
  [
    'advance an opportunity',
    2,
    approved,
    ({ opportunityId }) => commands.pursuit.advance(opportunityId!, 'proposal', reseller),
  ],
  [
    'change an opportunity',
    2,
    approved,
    ({ opportunityId }) => commands.pursuit.revise(opportunityId!, { nextStep: 'Call' }, reseller),
  ],
  ['extend', 2, approved, ({ id }) => commands.extensions.extend(id, progress(), reseller)],
  ['reopen', 2, expired, ({ id }) => commands.extensions.reopen(id, 'It goes on', reseller)],
  ['appeal', 2, rejected, ({ id }) => commands.appeals.file({ dealId: id, ground: 'First', evidence: [] }, reseller)],
  ['uphold', 2, appealed, ({ id }) => commands.appeals.uphold(id, 'No', desk)],
  ['overturn', 2, appealed, ({ id }) => commands.appeals.overturn(id, 'Yes', desk)],
  // The quota counts by what the first flight tells of the customer.
  ['check', 3, nothing, () => commands.checks.check(brought(), reseller)],
  // Partner and program are known only from the registration.
  ['submit', 3, drafted, ({ id }) => commands.submissions.submit(id, reseller)],
  ['submit again', 3, returned, ({ id }) => commands.submissions.submit(id, reseller)],
  // Only then is it known that its place is lost, and everybody's claim is looked for.
  ['submit again for another customer', 4, revised, ({ id }) => commands.submissions.submit(id, reseller)],
  ['change', 3, drafted, ({ id }) => commands.submissions.revise(id, { project: 'Site B' }, reseller)],
  ['return', 2, reviewed, ({ id }) => commands.decisions.return(id, 'Name the site', manager)],
  // The rivals are known first, then all are locked in one order.
  ['award', 3, () => held('60000.00'), ({ id }) => commands.awards.award(id, 'Ours', manager)],
  ['co-protect', 3, () => held('20000.00'), ({ id }) => commands.awards.coProtect(id, 'Both', manager)],
])('%s takes %d flights', async (_, flights, given, command) => {
  const deal = await given();
  expect(await flightsOf(() => command(deal))).toBe(flights);
});
