import { ManualClock, type Actor } from '@tributary/kernel';
import { testService, type TestService } from '@tributary/testing';
import { brought, commandsOf, type Commands } from '../../test/commands.js';
import { program } from '../../test/deals.js';
import { knowPartner, knowProducts, manager, reseller } from '../../test/sales.js';
import { DealProgramService, definition } from '../index.js';
import { OpenDealsService } from './open-deals.service.js';

const clock = new ManualClock(new Date('2026-03-02T10:00:00.000Z'));
const racers = 8;
let service: TestService;
let commands: Commands;

beforeAll(async () => {
  service = await testService(definition, { clock, poolSize: 20 });
  commands = commandsOf(service);
  await knowProducts(service);
});
afterAll(() => service.close());

const anybody = async (): Promise<Actor> => {
  const partnerId = crypto.randomUUID();
  await knowPartner(service, partnerId);
  return { ...reseller, partnerId };
};
const locks = ({ partnerId }: Actor) =>
  commands.unitOfWork.run(manager, async (tx) => {
    await service.running.app.get(OpenDealsService, { strict: false }).takeTurn(tx, partnerId!);
    const held = `SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.pid = pg_backend_pid()`;
    return (await tx.read(held)).length;
  });
/** How each has ended: `taken` or the code of its refusal; `UNAVAILABLE` is what a deadlock looks like from outside. */
const endsOf = async (submissions: readonly Promise<unknown>[]): Promise<string[]> => {
  const ended = await Promise.allSettled(submissions);
  return ended
    .map((each) => (each.status === 'fulfilled' ? 'taken' : ((each.reason as { code?: string }).code ?? 'unknown')))
    .sort();
};
const each = <T>(make: () => T): T[] => Array.from({ length: racers }, make);

it('nobody waits for a turn where no program limits the open registrations', async () => {
  expect(await locks(await anybody())).toBe(0);
});

describe('of registrations that a program limits to one', () => {
  let programId: string;
  const limited = () => ({ ...brought('60000.00'), programId });
  const onlyOne = [...Array.from({ length: racers - 1 }, () => 'OPEN_LIMIT'), 'taken'];

  beforeAll(async () => {
    const terms = { ...program, agreements: [], openLimits: { gold: 1 }, isDefault: false, effectiveFrom: null };
    programId = (await service.running.app.get(DealProgramService, { strict: false }).create(terms, manager)).id;
  });

  it('each waits for its turn', async () => {
    expect(await locks(await anybody())).toBe(1);
  });

  it.each([1, 2, 3])('one of many is registered at the same time, for whichever customer (round %d)', async () => {
    const one = await anybody();
    expect(await endsOf(each(() => commands.submissions.register(limited(), one)))).toEqual(onlyOne);
  });

  it.each([1, 2, 3])('one of many drafts is submitted at the same time (round %d)', async () => {
    const one = await anybody();
    const drafts = await Promise.all(each(() => commands.submissions.draft(limited(), one)));
    expect(await endsOf(drafts.map(({ id }) => commands.submissions.submit(id, one)))).toEqual(onlyOne);
  });

  it.each([1, 2, 3])('none of one customer waits for another in a circle (round %d)', async () => {
    const one = await anybody();
    const body = limited();
    const drafts = await Promise.all(each(() => commands.submissions.draft(body, one)));
    const submissions = drafts.flatMap(({ id }) => [
      commands.submissions.submit(id, one),
      commands.submissions.register(body, one),
    ]);
    expect(new Set(await endsOf(submissions))).toEqual(new Set(['DUPLICATE', 'taken']));
  });
});
