import { OneHandler, pausingAfterFailures } from '../../test/one-handler.js';
import { Rig } from '../../test/rig.js';
import { PermanentFailure } from './failure.js';

describe('an event that two processes were given', () => {
  let rig: Rig;

  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig.close());
  afterEach(() => rig.reset());

  it.each([
    ['buried', new PermanentFailure('never'), 'dead_letter'],
    ['parked', new Error('not yet'), 'parked'],
  ])('is %s once, though it failed in both', async (_, failure, table) => {
    const handler = new OneHandler(rig, { retrySchedule: [3600], coolDownMs: 1000, onIncident: () => undefined });
    handler.mood = () => {
      throw failure;
    };
    const events = await handler.told(1);
    // Both have failed for the last time before either writes it down.
    let [waiting, bothFailed]: [number, () => void] = [0, () => undefined];
    const last = new Promise<void>((resolve) => (bothFailed = resolve));
    const tries = failure instanceof PermanentFailure ? 1 : 3;
    const one = () => {
      let failures = 0;
      const patient = pausingAfterFailures(rig.db.unitOfWork, async () => {
        if ((failures += 1) < tries) return;
        if ((waiting += 1) === 2) bothFailed();
        await last;
      });
      return handler.delivery(patient).deliver(events, { isStopped: () => false });
    };
    await Promise.all([one(), one()]);
    expect(handler.ran).toHaveLength(2 * tries);
    expect(await rig.db.adminQuery(`SELECT FROM ${table}`)).toHaveLength(1);
    expect(await rig.effects()).toEqual([]);
  });

  it('is tried alone when a batch was in another one’s way, and not put off with all of it', async () => {
    const handler = new OneHandler(rig, { retrySchedule: [3600], coolDownMs: 1000, onIncident: () => undefined });
    handler.mood = () => {
      if (handler.ran.length === 2) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    };
    await handler.delivery().deliver(await handler.told(1, 2), { isStopped: () => false });
    expect([handler.ran, await rig.numbers('h', 'a')]).toEqual([
      [1, 2, 1, 2],
      [1, 2],
    ]);
  });
});
