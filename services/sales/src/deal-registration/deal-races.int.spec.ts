import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ManualClock, systemActor } from '@tributary/kernel';
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
import { dealRegistrations } from './deal-registration.schema.js';

const clock = new ManualClock(new Date('2026-03-02T10:00:00.000Z'));
const third = { ...rival, subject: 'third', partnerId: '0190f3a0-0000-7000-8000-0000000000a3' };
let service: TestService;
let unitOfWork: UnitOfWork;
let submissions: DealSubmissionService;
let decisions: DealDecisionService;
let deals: DealRegistrationService;
let closing: OpportunityClosingService;

beforeAll(async () => {
  service = await testService(definition, { clock, poolSize: 20 });
  const get = <T>(type: new (...given: never[]) => T): T => service.running.app.get(type, { strict: false });
  unitOfWork = get(UnitOfWork as never);
  submissions = get(DealSubmissionService);
  decisions = get(DealDecisionService);
  deals = get(DealRegistrationService);
  closing = get(OpportunityClosingService);
  await knowProducts(service);
  for (const id of [northwind, contoso, third.partnerId]) await knowPartner(service, id);
});
afterAll(() => service.close());

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
    const { id, opportunityId } = await submissions.register(brought(), reseller);
    const racers = [
      ...times(4, () => closing.win(opportunityId!, reseller)),
      ...times(4, () => deals.claimWin(id, null, reseller)),
      ...times(4, () => deals.lose(id, 'Price', reseller)),
    ];
    expect(new Set(await refusals(racers))).toEqual(new Set(['INVALID_TRANSITION']));
  }
}, 60_000);

it('awards of two rivals at the same time never wait for each other in a circle, and one wins', async () => {
  const body = brought('60000.00');
  const first = await submissions.register(body, reseller);
  const second = await submissions.register(body, rival);
  const last = await submissions.register(body, third);
  // Whoever locks its own first holds it while both wait for the one that comes first, and then for each other.
  const held = unitOfWork.run(systemActor('test'), async (tx) => {
    await tx.load(dealRegistrations, first.id);
    await setTimeout(500);
  });
  await setTimeout(100);
  const racers = [decisions.award(second.id, 'Second', manager), decisions.award(last.id, 'Last', desk)];
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
    const first = await submissions.register(body, reseller);
    const earlier = await submissions.register(body, rival);
    const later = await submissions.register(body, third);
    await deals.withdraw(first.id, null, reseller);
    return { earlier, later };
  };
  const statusOf = async (id: string): Promise<unknown> =>
    (await service.adminQuery<{ status: string }>('SELECT status FROM deal_registration WHERE id = $1', [id]))[0]
      ?.status;

  it('is lost for the later one', async () => {
    const { earlier, later } = await heldTwice();
    expect(await decisions.award(earlier.id, 'It came first', manager)).toMatchObject({ status: 'approved' });
    expect(await statusOf(later.id)).toBe('rejected');
  });

  it('can be decided for both', async () => {
    const { earlier, later } = await heldTwice();
    expect(await decisions.coProtect(earlier.id, 'Both have a part', manager)).toMatchObject({ status: 'approved' });
    expect(await decisions.approve(later.id, null, manager)).toMatchObject({ status: 'approved' });
  });
});

it('of two that came in the same millisecond the vendor finds one to be later', async () => {
  const body = brought('60000.00');
  const first = await submissions.register(body, reseller);
  const second = await submissions.register(body, rival);
  expect([first.status, second.status]).toEqual(['in_review', 'conflict_hold']);
  expect(first.submittedAt).toEqual(second.submittedAt);
});

it('a registration that comes back for another customer has the rivals of that one only', async () => {
  const [before, after] = [brought(), brought()];
  await submissions.register(before, reseller);
  const { id: now } = await submissions.register(after, third);
  const { id } = await submissions.register(before, rival);
  await decisions.return(id, 'Not this customer', manager);
  await submissions.revise(id, after.deal, rival);
  await submissions.submit(id, rival);
  const rows = await service.adminQuery('SELECT source_id FROM deal_conflict WHERE deal_id = $1', [id]);
  expect(rows).toEqual([{ source_id: now }]);
});

describe('the opportunity of a registration that is', () => {
  const approved = () => submissions.register(brought(), reseller);
  const claimed = async () => {
    const { id } = await approved();
    return deals.claimWin(id, null, reseller);
  };
  const revoked = async (id: string) => {
    await decisions.requestRevocation(id, 'Wrong evidence', manager);
    await decisions.confirmRevocation(id, desk);
  };
  const withdrawn = (id: string) => deals.withdraw(id, null, reseller);
  const lost = (id: string) => deals.lose(id, 'Price', reseller);
  const won = async (id: string) => {
    await deals.confirmWin(id, null, desk);
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
