import { randomUUID } from 'node:crypto';
import { EventLog, partitionOf } from '@tributary/messaging';
import { testService, type TestService } from '@tributary/testing';
import { noteWrittenV1 } from './sample/note.schema.js';
import {
  admin,
  behave,
  long,
  neighboursTaken,
  ofReader,
  taken,
  topic,
  type LogToBreak,
  Watch,
  watchedService,
} from './watched-service.js';

/** What whoever operates a service sees of each thing that goes wrong: the line, the metric, the endpoint. */
export function operatorsView(name: string, open: () => Promise<LogToBreak>): void {
  describe(`what operators see, with the log on ${name}`, () => {
    let breakable: LogToBreak;
    let service: TestService;
    let watch: Watch;

    beforeAll(async () => {
      breakable = await open();
      service = await testService(watchedService, breakable.log === undefined ? {} : { log: breakable.log });
      watch = new Watch(service);
    }, long);
    afterAll(async () => {
      await service.close();
      await breakable.stop();
    }, long);
    afterEach(() => {
      behave.now = () => undefined;
    });

    it(
      'of an event that fails twice: it takes effect, the retries are counted, nobody is woken',
      async () => {
        const before = (await watch.metric('consumer_retries_total', ofReader)) ?? 0;
        let failures = 0;
        behave.now = (text) => {
          if (text === 'stumbles' && (failures += 1) <= 2) throw new Error('stumbled');
        };
        await watch.write('stumbles');
        await watch.tookEffect('stumbles');
        expect(await watch.metric('consumer_retries_total', ofReader)).toBeGreaterThan(before);
        expect([watch.incidents, await watch.list('parked-keys'), await watch.list('dead-letters')]).toEqual([
          [],
          [],
          [],
        ]);
      },
      long,
    );

    it(
      'of one that always fails: a line, a parked key with its data, and the metrics; other keys go on',
      async () => {
        behave.now = (text) => {
          if (text === 'poison') throw new Error('cannot read poison');
        };
        const key = await watch.write('poison');
        await watch.write('after the poison');
        await watch.tookEffect('after the poison');
        const parked = await watch.eventually('the parked key', async () => (await watch.list('parked-keys'))[0]);
        expect(parked).toMatchObject({ handler: 'reader', key, dead: false, lastError: 'Error: cannot read poison' });
        const [event] = (await service.call(`GET /v1/events/sales/parked-keys/${parked.id}`, { as: admin })).body
          .events;
        expect(event).toMatchObject({ text: '{"text":"poison"}', type: noteWrittenV1.type });
        expect(watch.incidents).toContainEqual(
          expect.objectContaining({ incident: 'parked', key, eventId: event.eventId, error: parked.lastError }),
        );
        await watch.eventually('the metrics', async () => (await watch.metric('consumer_parked_keys', ofReader)) === 1);
        expect(await watch.metric('consumer_parked_events', ofReader)).toBe(1);
        expect((await watch.ready()).status).toBe(200);
        const discarded = { eventId: event.eventId, reason: 'a test' };
        await service.call(`POST /v1/events/sales/parked-keys/${parked.id}/discard`, { as: admin, body: discarded });
        await watch.eventually(
          'the metric falls',
          async () =>
            (await watch.metric('consumer_parked_keys', ofReader)) === undefined ||
            (await watch.metric('consumer_parked_keys', ofReader)) === 0,
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
        const letter = await watch.eventually('the dead letter', async () => (await watch.list('dead-letters'))[0]);
        const shown = (await service.call(`GET /v1/events/sales/dead-letters/${letter.id}`, { as: admin })).body;
        expect(shown).toMatchObject({ handler: 'reader', key, eventId: id, text: null, base64: '/wA=' });
        expect(watch.incidents).toContainEqual(
          expect.objectContaining({ incident: 'dead', key, eventId: id, error: shown.reason }),
        );
        await watch.eventually('the metric', async () => (await watch.metric('consumer_dead_letters', ofReader)) === 1);
        await watch.write('after the bytes');
        await watch.tookEffect('after the bytes');
      },
      long,
    );

    it(
      'of a slow event: lag on its topic while other partitions go on, and none when it is done',
      async () => {
        let release: () => void = () => undefined;
        const held = new Promise<void>((resolve) => (release = resolve));
        behave.now = (text) => (text === 'slow' ? held : undefined);
        const partitions = await service.running.app.get(EventLog).partitions(topic);
        const slow = partitionOf(await watch.write('slow'), partitions);
        const others: string[] = [];
        while (others.length < 5) {
          const text = `beside the slow one ${randomUUID()}`;
          if (partitionOf(await watch.write(text), partitions) !== slow) others.push(text);
        }
        for (const text of others) await watch.tookEffect(text);
        expect(taken).not.toContain('slow');
        const lag = await watch.eventually(
          'lag',
          async () => (await watch.metric('consumer_lag_events', { topic })) || undefined,
        );
        expect(lag).toBeGreaterThanOrEqual(1);
        release();
        await watch.tookEffect('slow');
        await watch.eventually('no lag', async () => (await watch.metric('consumer_lag_events', { topic })) === 0);
      },
      long,
    );

    it(
      'of what is delivered twice: the duplicates are counted, and it took effect once',
      async () => {
        const before = (await watch.metric('consumer_duplicate_events_total', ofReader)) ?? 0;
        await watch.write('only once');
        await watch.tookEffect('only once');
        await breakable.repeat(service);
        await watch.eventually(
          'duplicates',
          async () => ((await watch.metric('consumer_duplicate_events_total', ofReader)) ?? 0) > before,
        );
        await watch.eventually('no lag', async () => (await watch.metric('consumer_lag_events', { topic })) === 0);
        expect(watch.runsOf('only once')).toBe(1);
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
        behave.now = (text) => {
          if (text !== 'in work') return undefined;
          reached();
          return held;
        };
        await watch.write('in work');
        await isAtWork;
        await breakable.away(service);
        await watch.write('meanwhile');
        release();
        const down = await watch.eventually('not ready', async () => {
          const { status, body } = await watch.ready();
          return status === 503 && body.checks.log === 'down' && body.checks.relay === 'down' ? body : false;
        });
        expect(down).toMatchObject({ checks: { database: 'up' }, reasons: { log: expect.stringMatching(/./) } });
        expect(down.reasons.relay).toContain('events stay in the outbox');
        expect(JSON.stringify(down)).not.toMatch(/postgres|127\.0\.0\.1|\d{4}/);
        await watch.eventually(
          'the age of the outbox',
          async () => ((await watch.metric('outbox_oldest_seconds')) ?? 0) > 0,
        );
        expect(await watch.metric('relay_failures_total')).toBeGreaterThan(0);
        await breakable.back(service);
        await watch.eventually('ready', async () => (await watch.ready()).status === 200);
        await watch.tookEffect('meanwhile');
        await watch.eventually('no lag', async () => (await watch.metric('consumer_lag_events', { topic })) === 0);
        await watch.eventually('an empty outbox', async () => (await watch.metric('outbox_oldest_seconds')) === 0);
        expect([watch.runsOf('in work'), watch.runsOf('meanwhile')]).toEqual([1, 1]);
        expect([await watch.list('parked-keys'), (await watch.list('dead-letters')).length]).toEqual([[], 1]);
      },
      long,
    );

    it(
      'of a handler that fails on most events: an alarm, and its neighbour goes on; mended, it catches up',
      async () => {
        let isBroken = true;
        behave.now = (text) => {
          if (isBroken && text.startsWith('broken')) throw new Error('a bad deployment');
        };
        const texts = Array.from({ length: 70 }, (_, at) => `broken ${at}`);
        for (const text of texts) await watch.write(text);
        await watch.eventually('the neighbour', async () => texts.every((text) => neighboursTaken.includes(text)));
        await watch.eventually('no lag', async () => (await watch.metric('consumer_lag_events', { topic })) === 0);
        await watch.eventually(
          'the metric',
          async () => (await watch.metric('consumer_stopped_handler', ofReader)) === 1,
        );
        expect(watch.incidents).toContainEqual(expect.objectContaining({ incident: 'stopped', handler: 'reader' }));
        await watch.eventually(
          'the backlog',
          async () => ((await watch.metric('consumer_backlog_events', ofReader)) ?? 0) > 0,
        );
        expect((await watch.list('parked-keys')).length).toBeLessThan(40);
        expect((await watch.ready()).status).toBe(200);
        isBroken = false;
        await watch.eventually(
          'no backlog',
          async () => (await watch.metric('consumer_backlog_events', ofReader)) === 0,
        );
        expect(watch.incidents).toContainEqual(expect.objectContaining({ incident: 'going-on', handler: 'reader' }));
        expect(await watch.metric('consumer_stopped_handler', ofReader)).toBe(0);
        await service.call('POST /v1/events/sales/parked-keys/retry-by-error', {
          as: admin,
          body: { error: 'a bad deployment', handler: 'reader' },
        });
        for (const text of texts) await watch.tookEffect(text);
        expect(texts.filter((text) => watch.runsOf(text) !== 1)).toEqual([]);
      },
      long,
    );
  });
}
