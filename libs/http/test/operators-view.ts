import { randomUUID } from 'node:crypto';
import { Controller, Logger, Module } from '@nestjs/common';
import type { ReceivedEvent } from '@tributary/contracts';
import { EventLog, type LogConfig, On, partitionOf } from '@tributary/messaging';
import { partner, testService, vendor, type TestService } from '@tributary/testing';
import { noteWrittenV1 } from './sample/note.schema.js';
import { sampleService } from './sample/sample-service.js';

/** A log that can be taken away and brought back, and that can deliver again what it has delivered. */
export interface LogToBreak {
  readonly log?: LogConfig;
  away(service: TestService): Promise<void>;
  back(service: TestService): Promise<void>;
  /** Everything that is on the note's topic, or at least its last record, comes again. */
  repeat(service: TestService): Promise<void>;
  stop(): Promise<void>;
}

type Incident = Readonly<Record<'incident' | 'handler' | 'key' | 'eventId' | 'error', string>>;

const anna = partner('01970d3e-0000-7000-8000-00000000000a', 'sales');
const admin = vendor('admin');
const topic = noteWrittenV1.topic;
const long = 180_000;

/** What the handler does before its effect; each test sets its own. */
let mood: (text: string) => void | Promise<void> = () => undefined;
const taken: string[] = [];

@Controller()
class Reader {
  @On(noteWrittenV1, 'reader')
  async react({ data }: ReceivedEvent<{ text: string }>): Promise<void> {
    await mood(data.text);
    taken.push(data.text);
  }
}

@Module({ controllers: [Reader] })
class ReaderModule {}

/** What whoever operates a service sees of each thing that goes wrong: the line, the metric, the endpoint. */
export function operatorsView(name: string, open: () => Promise<LogToBreak>): void {
  describe(`what operators see, with the log on ${name}`, () => {
    let breakable: LogToBreak;
    let service: TestService;
    const incidents: Incident[] = [];

    beforeAll(async () => {
      breakable = await open();
      const definition = { ...sampleService, modules: [...sampleService.modules, ReaderModule] };
      service = await testService(definition, breakable.log === undefined ? {} : { log: breakable.log });
      const note = (line: unknown): void => {
        if (typeof line === 'object' && line !== null && 'incident' in line) incidents.push(line as Incident);
      };
      const quiet = () => undefined;
      Logger.overrideLogger({ log: note, warn: note, error: note, fatal: quiet, debug: quiet, verbose: quiet });
    }, long);
    afterAll(async () => {
      await service.close();
      await breakable.stop();
    }, long);
    afterEach(() => {
      mood = () => undefined;
    });

    const write = async (text: string): Promise<string> =>
      (await service.call('POST /v1/notes', { as: anna, body: { text } })).body.id as string;
    const list = async (noun: string) => (await service.call(`GET /v1/events/sales/${noun}`, { as: admin })).body.items;
    const ready = () => service.call('GET /health/ready');
    const metric = async (metricName: string, labels: Record<string, string> = {}): Promise<number | undefined> => {
      const known = (await service.running.registry.getMetricsAsJSON()).find((each) => each.name === metricName);
      const values = (known?.values ?? []) as { value: number; labels: Record<string, unknown> }[];
      return values.find((each) => Object.entries(labels).every(([label, value]) => each.labels[label] === value))
        ?.value;
    };
    const ofReader = { handler: 'reader' };
    const eventually = async <T>(what: string, question: () => Promise<T | false | undefined>): Promise<T> => {
      for (const end = Date.now() + long / 2; Date.now() < end; await new Promise((wake) => setTimeout(wake, 100))) {
        const answer = await question();
        if (answer !== false && answer !== undefined) return answer;
      }
      throw new Error(`It never came: ${what}. ${JSON.stringify((await ready()).body)} ${JSON.stringify(incidents)}`);
    };
    const tookEffect = (text: string) => eventually(`"${text}" takes effect`, async () => taken.includes(text));
    const runsOf = (text: string): number => taken.filter((each) => each === text).length;

    it(
      'of an event that fails twice: it takes effect, the retries are counted, nobody is woken',
      async () => {
        const before = (await metric('consumer_retries_total', ofReader)) ?? 0;
        let failures = 0;
        mood = (text) => {
          if (text === 'stumbles' && (failures += 1) <= 2) throw new Error('stumbled');
        };
        await write('stumbles');
        await tookEffect('stumbles');
        expect(await metric('consumer_retries_total', ofReader)).toBeGreaterThan(before);
        expect([incidents, await list('parked-keys'), await list('dead-letters')]).toEqual([[], [], []]);
      },
      long,
    );

    it(
      'of one that always fails: a line, a parked key with its data, and the metrics; other keys go on',
      async () => {
        mood = (text) => {
          if (text === 'poison') throw new Error('cannot read poison');
        };
        const key = await write('poison');
        await write('after the poison');
        await tookEffect('after the poison');
        const parked = await eventually('the parked key', async () => (await list('parked-keys'))[0]);
        expect(parked).toMatchObject({ handler: 'reader', key, dead: false, lastError: 'Error: cannot read poison' });
        const [event] = (await service.call(`GET /v1/events/sales/parked-keys/${parked.id}`, { as: admin })).body
          .events;
        expect(event).toMatchObject({ text: '{"text":"poison"}', type: noteWrittenV1.type });
        expect(incidents).toContainEqual(
          expect.objectContaining({ incident: 'parked', key, eventId: event.eventId, error: parked.lastError }),
        );
        await eventually('the metrics', async () => (await metric('consumer_parked_keys', ofReader)) === 1);
        expect(await metric('consumer_parked_events', ofReader)).toBe(1);
        expect((await ready()).status).toBe(200);
        const discarded = { eventId: event.eventId, reason: 'a test' };
        await service.call(`POST /v1/events/sales/parked-keys/${parked.id}/discard`, { as: admin, body: discarded });
        await eventually(
          'the metric falls',
          async () =>
            (await metric('consumer_parked_keys', ofReader)) === undefined ||
            (await metric('consumer_parked_keys', ofReader)) === 0,
        );
      },
      long,
    );

    it(
      'of bytes that nobody can read: a line, and a dead letter with the bytes; what comes after goes on',
      async () => {
        const key = randomUUID();
        const id = randomUUID();
        const headers = {
          ce_id: id,
          ce_source: '/tributary/sales',
          ce_type: noteWrittenV1.type,
          ce_subject: key,
          ce_sequence: '1',
          ce_time: new Date().toISOString(),
        };
        const log = service.running.app.get(EventLog);
        await log.append(
          topic,
          partitionOf(key, await log.partitions(topic)),
          [{ id, key, headers, value: Buffer.from([0xff, 0]) }],
          20_000,
        );
        const letter = await eventually('the dead letter', async () => (await list('dead-letters'))[0]);
        const shown = (await service.call(`GET /v1/events/sales/dead-letters/${letter.id}`, { as: admin })).body;
        expect(shown).toMatchObject({ handler: 'reader', key, eventId: id, text: null, base64: '/wA=' });
        expect(incidents).toContainEqual(
          expect.objectContaining({ incident: 'dead', key, eventId: id, error: shown.reason }),
        );
        await eventually('the metric', async () => (await metric('consumer_dead_letters', ofReader)) === 1);
        await write('after the bytes');
        await tookEffect('after the bytes');
      },
      long,
    );

    it(
      'of a slow event: lag on its topic while other partitions go on, and none when it is done',
      async () => {
        let release: () => void = () => undefined;
        const held = new Promise<void>((resolve) => (release = resolve));
        mood = (text) => (text === 'slow' ? held : undefined);
        const partitions = await service.running.app.get(EventLog).partitions(topic);
        const slow = partitionOf(await write('slow'), partitions);
        const others: string[] = [];
        while (others.length < 5) {
          const text = `beside the slow one ${randomUUID()}`;
          if (partitionOf(await write(text), partitions) !== slow) others.push(text);
        }
        for (const text of others) await tookEffect(text);
        expect(taken).not.toContain('slow');
        const lag = await eventually('lag', async () => (await metric('consumer_lag_events', { topic })) || undefined);
        expect(lag).toBeGreaterThanOrEqual(1);
        release();
        await tookEffect('slow');
        await eventually('no lag', async () => (await metric('consumer_lag_events', { topic })) === 0);
      },
      long,
    );

    it(
      'of what is delivered twice: the duplicates are counted, and it took effect once',
      async () => {
        const before = (await metric('consumer_duplicate_events_total', ofReader)) ?? 0;
        await write('only once');
        await tookEffect('only once');
        await breakable.repeat(service);
        await eventually(
          'duplicates',
          async () => ((await metric('consumer_duplicate_events_total', ofReader)) ?? 0) > before,
        );
        await eventually('no lag', async () => (await metric('consumer_lag_events', { topic })) === 0);
        expect(runsOf('only once')).toBe(1);
      },
      long,
    );

    it(
      'of the log being away in the middle of a batch: not ready, and why; then ready, with nothing lost or doubled',
      async () => {
        let release: () => void = () => undefined;
        let reached: () => void = () => undefined;
        const held = new Promise<void>((resolve) => (release = resolve));
        const isAtWork = new Promise<void>((resolve) => (reached = resolve));
        mood = (text) => {
          if (text !== 'in work') return undefined;
          reached();
          return held;
        };
        await write('in work');
        await isAtWork;
        await breakable.away(service);
        await write('meanwhile');
        release();
        const down = await eventually('not ready', async () => {
          const { status, body } = await ready();
          return status === 503 && body.checks.log === 'down' && body.checks.relay === 'down' ? body : false;
        });
        expect(down).toMatchObject({ checks: { database: 'up' }, reasons: { log: expect.stringMatching(/./) } });
        expect(down.reasons.relay).toContain('events stay in the outbox');
        expect(JSON.stringify(down)).not.toMatch(/postgres|127\.0\.0\.1|\d{4}/);
        await eventually('the age of the outbox', async () => ((await metric('outbox_oldest_seconds')) ?? 0) > 0);
        expect(await metric('relay_failures_total')).toBeGreaterThan(0);
        await breakable.back(service);
        await eventually('ready', async () => (await ready()).status === 200);
        await tookEffect('meanwhile');
        await eventually('no lag', async () => (await metric('consumer_lag_events', { topic })) === 0);
        await eventually('an empty outbox', async () => (await metric('outbox_oldest_seconds')) === 0);
        expect([runsOf('in work'), runsOf('meanwhile')]).toEqual([1, 1]);
        expect([await list('parked-keys'), (await list('dead-letters')).length]).toEqual([[], 1]);
      },
      long,
    );
  });
}
