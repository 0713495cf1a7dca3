import { catalog, type EventDefinition, type ReceivedEvent } from '@tributary/contracts';
import {
  eventLogFromConfig,
  type EventLog,
  type LogConfig,
  type LogRecord,
  type Subscription,
} from '@tributary/messaging';
import { eventually } from './eventually.js';
import { KafkaReader } from './kafka-reader.js';

const definitions = new Map<string, EventDefinition>(catalog.map((definition) => [definition.type, definition]));

/** A CRM or an ERP on the event log: it knows the published contracts and its own group's place, nothing else of Tributary. */
export class OutsideSystem {
  /** In the order in which they came, repetitions included. */
  readonly received: ReceivedEvent[] = [];
  /** Ends in the middle of the next batch, before it has told the log how far it came. */
  crashesNext = false;
  #subscription: Subscription | null = null;

  private constructor(
    private readonly log: Pick<EventLog, 'consume' | 'lag' | 'close'>,
    private readonly group: string,
    private readonly topics: readonly string[],
  ) {}

  static async connect(where: LogConfig, group: string, aggregates?: readonly string[]): Promise<OutsideSystem> {
    const log = 'kafka' in where ? new KafkaReader(where.kafka.brokers) : await eventLogFromConfig(where);
    const wanted = catalog.filter(({ aggregate }) => aggregates?.includes(aggregate) ?? true);
    const system = new OutsideSystem(log, group, [...new Set(wanted.map(({ topic }) => topic))]);
    await system.resume();
    return system;
  }

  /** Goes on where its group has committed. */
  async resume(): Promise<void> {
    this.#subscription = await this.log.consume({
      group: this.group,
      topics: this.topics,
      onBatch: async ({ records, commit }) => {
        const isCrash = this.crashesNext;
        this.crashesNext = false;
        for (const record of isCrash ? records.slice(0, Math.ceil(records.length / 2)) : records)
          this.received.push(read(record));
        if (isCrash) throw new Error('The outside system has crashed.');
        const last = records.at(-1);
        if (last !== undefined) await commit(last.position + 1);
      },
    });
  }

  async goDown(): Promise<void> {
    await this.#subscription?.close();
    this.#subscription = null;
  }

  /** Everything that is on its topics has come. */
  upToDate(): Promise<unknown> {
    return eventually(async () => (await this.log.lag(this.group)) === 0, `${this.group} has read everything`, 60_000);
  }

  about(subject: string): ReceivedEvent[] {
    return this.received.filter((event) => event.subject === subject);
  }

  /** The event is visible on the log within seconds. */
  sees(name: string, subject: string): Promise<ReceivedEvent> {
    const find = () => this.about(subject).find(({ type }) => type.split('.')[2] === name);
    return eventually(() => Promise.resolve(find()), `${name} of ${subject} is on the log`);
  }

  async close(): Promise<void> {
    await this.goDown();
    await this.log.close();
  }
}

function read({ headers, value }: LogRecord): ReceivedEvent {
  const attribute = (name: string): string => headers[`ce_${name}`] ?? '';
  const definition = definitions.get(attribute('type'));
  if (definition === undefined || value === null) throw new Error(`${attribute('type')} is in no catalog.`);
  return {
    id: attribute('id'),
    source: attribute('source'),
    type: attribute('type'),
    subject: attribute('subject'),
    sequence: attribute('sequence'),
    time: attribute('time'),
    correlationid: attribute('correlationid'),
    dataschema: attribute('dataschema'),
    data: definition.schema.parse(JSON.parse(value.toString())),
  };
}
