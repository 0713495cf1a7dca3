import { setTimeout } from 'node:timers/promises';
import { ManualClock, systemActor } from '@tributary/kernel';
import { testService, type TestService } from '@tributary/testing';
import { brought, commandsOf, type Commands } from '../../test/commands.js';
import { contoso, desk, knowPartner, knowProducts, manager, northwind, reseller, rival } from '../../test/sales.js';
import { definition } from '../index.js';
import { dealRegistrations } from './deal-registration.schema.js';

const clock = new ManualClock(new Date('2026-03-02T10:00:00.000Z'));
const third = { ...rival, subject: 'third', partnerId: '0190f3a0-0000-7000-8000-0000000000a3' };
let service: TestService;
let commands: Commands;

beforeAll(async () => {
  service = await testService(definition, { clock, poolSize: 20 });
  commands = commandsOf(service);
  await knowProducts(service);
  for (const id of [northwind, contoso, third.partnerId]) await knowPartner(service, id);
});
afterAll(() => service.close());

/** The codes of what was refused; `UNAVAILABLE` is what a deadlock looks like from outside. */
async function refusals(racers: readonly Promise<unknown>[]): Promise<string[]> {
  const ended = await Promise.allSettled(racers);
  return ended.flatMap((each) =>
    each.status === 'rejected' ? [(each.reason as { code?: string }).code ?? String(each.reason)] : [],
  );
}
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

it('who closes a deal and who closes its opportunity never wait for each other in a circle', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { id, opportunityId } = await commands.submissions.register(brought(), reseller);
    const racers = [
      ...times(4, () => commands.opportunityClosing.win(opportunityId!, reseller)),
      ...times(4, () => commands.closing.claimWin(id, null, reseller)),
      ...times(4, () => commands.closing.lose(id, 'Price', reseller)),
    ];
    expect(new Set(await refusals(racers))).toEqual(new Set(['INVALID_TRANSITION']));
  }
}, 60_000);

it('awards of two rivals at the same time never wait for each other in a circle, and one wins', async () => {
  const body = brought('60000.00');
  const first = await commands.submissions.register(body, reseller);
  const second = await commands.submissions.register(body, rival);
  const last = await commands.submissions.register(body, third);
  // Whoever locks its own first holds it while both wait for the one that comes first, and then for each other.
  const held = commands.unitOfWork.run(systemActor('test'), async (tx) => {
    await tx.load(dealRegistrations, first.id);
    await setTimeout(500);
  });
  await setTimeout(100);
  const racers = [commands.awards.award(second.id, 'Second', manager), commands.awards.award(last.id, 'Last', desk)];
  expect(await refusals(racers)).not.toContain('UNAVAILABLE');
  await held;
  const rows = await service.adminQuery<{ status: string }>(
    'SELECT status FROM deal_registration WHERE id = ANY ($1) ORDER BY status',
    [[first.id, second.id, last.id]],
  );
  expect(rows.map(({ status }) => status)).toEqual(['approved', 'rejected', 'rejected']);
});

describe('a conflict that is decided for the earlier of two that are held', () => {
  const heldTwice = async () => {
    const body = brought('60000.00');
    const first = await commands.submissions.register(body, reseller);
    const earlier = await commands.submissions.register(body, rival);
    const later = await commands.submissions.register(body, third);
    await commands.closing.withdraw(first.id, null, reseller);
    return { earlier, later };
  };
  const statusOf = async (id: string): Promise<unknown> =>
    (await service.adminQuery<{ status: string }>('SELECT status FROM deal_registration WHERE id = $1', [id]))[0]
      ?.status;

  it('is lost for the later one', async () => {
    const { earlier, later } = await heldTwice();
    expect(await commands.awards.award(earlier.id, 'It came first', manager)).toMatchObject({ status: 'approved' });
    expect(await statusOf(later.id)).toBe('rejected');
  });

  it('can be decided for both', async () => {
    const { earlier, later } = await heldTwice();
    expect(await commands.awards.coProtect(earlier.id, 'Both have a part', manager)).toMatchObject({
      status: 'approved',
    });
    expect(await commands.decisions.approve(later.id, null, manager)).toMatchObject({ status: 'approved' });
  });
});

it('of two that came in the same millisecond the vendor finds one to be later', async () => {
  const body = brought('60000.00');
  const first = await commands.submissions.register(body, reseller);
  const second = await commands.submissions.register(body, rival);
  expect([first.status, second.status]).toEqual(['in_review', 'conflict_hold']);
  expect(first.submittedAt).toEqual(second.submittedAt);
});

it('a registration that comes back for another customer has the rivals of that one only', async () => {
  const [before, after] = [brought(), brought()];
  await commands.submissions.register(before, reseller);
  const { id: now } = await commands.submissions.register(after, third);
  const { id } = await commands.submissions.register(before, rival);
  await commands.decisions.return(id, 'Not this customer', manager);
  await commands.submissions.revise(id, after.deal, rival);
  await commands.submissions.submit(id, rival);
  const rows = await service.adminQuery('SELECT source_id FROM deal_conflict WHERE deal_id = $1', [id]);
  expect(rows).toEqual([{ source_id: now }]);
});

it('a registration that comes back for another customer takes its place behind who claims that one undecided', async () => {
  const { id } = await commands.submissions.register(brought('60000.00'), reseller);
  await commands.decisions.return(id, 'Not this customer', manager);
  clock.advance(1000);
  const other = brought('60000.00');
  const { id: earlier } = await commands.submissions.register(other, rival);
  clock.advance(1000);
  await commands.submissions.revise(id, { ...other.deal, lines: brought().deal.lines }, reseller);
  const back = await commands.submissions.submit(id, reseller);
  expect(back).toMatchObject({ status: 'conflict_hold', submittedAt: clock.now(), protectedUntil: null });
  const types = await service.adminQuery<{ type: string }>(
    'SELECT type FROM history WHERE entity_id = $1 ORDER BY version',
    [id],
  );
  expect(types.map(({ type }) => type)).not.toContain('DealApproved');
  const rivals = await service.adminQuery('SELECT source_id FROM deal_conflict WHERE deal_id = $1', [id]);
  expect(rivals).toEqual([{ source_id: earlier }]);
});

describe('the opportunity of a registration that is', () => {
  const approved = () => commands.submissions.register(brought(), reseller);
  const claimed = async () => {
    const { id } = await approved();
    return commands.closing.claimWin(id, null, reseller);
  };
  const revoked = async (id: string) => {
    await commands.decisions.requestRevocation(id, 'Wrong evidence', manager);
    await commands.decisions.confirmRevocation(id, desk);
  };
  const withdrawn = (id: string) => commands.closing.withdraw(id, null, reseller);
  const lost = (id: string) => commands.closing.lose(id, 'Price', reseller);
  const won = async (id: string) => {
    await commands.closing.confirmWin(id, null, desk);
  };

  it.each([
    ['approved', approved, async () => undefined, 'open'],
    ['withdrawn', approved, withdrawn, 'lost'],
    ['lost', approved, lost, 'lost'],
    ['revoked', approved, revoked, 'lost'],
    ['claimed as won', claimed, async () => undefined, 'won'],
    ['claimed as won and lost after all', claimed, lost, 'lost'],
    ['claimed as won and revoked', claimed, revoked, 'lost'],
    ['won', claimed, won, 'won'],
  ] as const)('%s', async (_, begin, then, status) => {
    const { id } = await begin();
    await then(id);
    const rows = await service.adminQuery('SELECT status FROM opportunity WHERE deal_registration_id = $1', [id]);
    expect(rows).toEqual([{ status }]);
  });
});
