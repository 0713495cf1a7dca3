import type { UnitOfWork } from '@tributary/persistence';
import type { LogRecord } from '../src/event-log.js';
import { type DeliveryOptions, HandlerDelivery } from '../src/delivery/handler-delivery.js';
import { type Incoming, incoming } from '../src/delivery/incoming.js';
import { type Rig, tester } from './rig.js';
import { toldV1 } from './told.events.js';

/** A handler outside of Nest and of any log: what is given to it, when and by how many, a test decides. */
export class OneHandler {
  /** The numbers of the events that it ran for, in order. */
  readonly ran: number[] = [];
  /** What it does after its effect. */
  mood: (n: number) => void | Promise<void> = () => undefined;

  constructor(
    private readonly rig: Rig,
    private readonly options: DeliveryOptions,
  ) {}

  /** As one process has it. */
  delivery(unitOfWork: UnitOfWork = this.rig.db.unitOfWork): HandlerDelivery {
    const invoke = async (n: number): Promise<void> => {
      this.ran.push(n);
      await this.rig.db.unitOfWork.run(tester, async (tx) =>
        tx.execute(`INSERT INTO effect (handler, key, n) VALUES ('h', 'a', $1)`, [n]),
      );
      await this.mood(n);
    };
    const handler = {
      id: 'h',
      definitions: new Map([[toldV1.type, toldV1]]),
      onFailure: 'block' as const,
      invoke: ({ data }: { data: unknown }) => invoke((data as { n: number }).n),
    };
    return new HandlerDelivery(handler, unitOfWork, this.options);
  }

  /** Events of one key as they come from the log. */
  async told(...numbers: number[]): Promise<Incoming[]> {
    await this.rig.publish(toldV1, 'a', ...numbers);
    const records = await this.rig.db.adminQuery<Pick<LogRecord, 'id' | 'headers' | 'value'>>(
      'SELECT event_id AS id, headers, payload AS value FROM outbox ORDER BY seq',
    );
    return records.map((each, position) => incoming({ ...each, key: 'a', position, at: new Date() }, toldV1.topic, 0));
  }
}

/** The same database, but what comes after a failure waits for `between` first. */
export function pausingAfterFailures(unitOfWork: UnitOfWork, between: () => Promise<unknown>): UnitOfWork {
  let failed = false;
  const deliver: UnitOfWork['deliver'] = async (work) => {
    if (failed) await between();
    failed = false;
    return unitOfWork.deliver(work).catch((error: unknown) => {
      failed = true;
      throw error;
    });
  };
  return { deliver } as UnitOfWork;
}
