import type { LogRecord } from '../event-log.js';
import { type Offer, PartitionWork } from './kafka-work.js';
import { Turns } from './turns.js';

const recordAt = (position: number): LogRecord => ({
  position,
  id: String(position),
  key: 'k',
  headers: {},
  value: null,
  at: new Date(0),
});

function partition() {
  const given: number[] = [];
  const commits: number[] = [];
  const onBatch = async (batch: { records: readonly LogRecord[]; commit(next: number): Promise<void> }) => {
    given.push(...batch.records.map(({ position }) => position));
    await batch.commit(batch.records.at(-1)!.position + 1);
  };
  const turns = new Turns(1);
  const work = new PartitionWork('t', 0, { onBatch, batchSize: 2 }, 1_000, turns);
  const offer = (positions: number[], end = positions.at(-1)! + 1): Promise<void> =>
    work.offer({
      records: positions.map(recordAt),
      end,
      commit: (next) => Promise.resolve(void commits.push(next)),
      goOn: () => undefined,
    } satisfies Offer);
  return { work, given, commits, offer, turns };
}

describe('what one partition is given to work on', () => {
  it('comes in batches, and is committed with what follows the last record', async () => {
    const { given, commits, offer } = partition();
    await offer([0, 1, 2], 5);
    expect([given, commits]).toEqual([
      [0, 1, 2],
      [2, 5],
    ]);
  });

  it('is not given again because it was fetched before it was committed', async () => {
    const { given, offer } = partition();
    await offer([0, 1, 2]);
    await offer([0, 1, 2]);
    await offer([3]);
    expect(given).toEqual([0, 1, 2, 3]);
  });

  it('is given again when the brokers insist, as they do for a topic that was made anew', async () => {
    const { given, offer } = partition();
    await offer([0, 1]);
    for (let n = 0; n < 4; n += 1) await offer([0]);
    expect(given).toEqual([0, 1, 0]);
  });

  it('is given again after it was lost, for others may not have taken it', async () => {
    const { work, given, offer } = partition();
    await offer([0, 1]);
    work.lose();
    await offer([0, 1]);
    expect(given).toEqual([0, 1, 0, 1]);
  });

  it('is waited for only a while when it was told to stop before its turn came, so that the group need not wait for the turn', async () => {
    const { work, given, offer, turns } = partition();
    let end = (): void => undefined;
    const others = turns.take(() => new Promise<void>((resolve) => (end = resolve)));
    const first = offer([0]);
    work.finish();
    await first;
    await offer([0]);
    expect(given).toEqual([]);
    end();
    await others;
    await offer([0]);
    await offer([0]);
    expect(given).toEqual([0]);
  });
});
