import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { Outsider } from '@tributary/testing';
import { Kafka, logLevel } from 'kafkajs';
import type { Tributary } from '../src/index.js';
import { eventually } from './support/eventually.js';
import { useKafka } from './support/log-under-test.js';
import { deal, lines, Market, type Partner } from './support/market.js';
import { startForTest } from './support/start.js';

jest.setTimeout(400_000);
useKafka();

const topic = 'tributary.sales.deal-registration';
type Row = Record<string, unknown> & { readonly id: string; readonly sequence: string };

// The example of libs/contracts, as it stands there: packed, installed, compiled and run as an outsider would.
describe('The example of a CRM that keeps its copy of deals', () => {
  let tributary: Tributary;
  let market: Market;
  let partner: Partner;
  let outsider: Outsider;
  let brokers: readonly string[];
  let token: string;
  let crm: ChildProcess | undefined;
  let said = '';

  beforeAll(async () => {
    [tributary, outsider] = await Promise.all([startForTest({ seed: 'none' }), Outsider.begin(['kafkajs'])]);
    if (!('kafka' in tributary.log)) throw new Error('The events are not in Kafka.');
    brokers = tributary.log.kafka.brokers;
    market = await Market.open(tributary.url);
    partner = await market.recruit({ legalName: 'Northwind Networks Inc.', domain: 'northwind.example', tier: 'gold' });
    token = (await market.as('crm-service')).token!;
    outsider.copy('libs/contracts/examples/crm-copy-of-deals.ts');
    expect(await outsider.compile(['crm-copy-of-deals.ts'], ['node'])).toBe('');
  });
  afterAll(async () => {
    await killed();
    outsider.remove();
    await tributary.close();
  });

  function start(group = 'crm'): void {
    const environment = { TRIBUTARY_URL: tributary.url, TRIBUTARY_TOKEN: token, KAFKA_BROKERS: brokers.join() };
    crm = spawn(process.execPath, ['crm-copy-of-deals.js'], {
      cwd: outsider.folder,
      env: { ...environment, PATH: process.env['PATH'], GROUP: group },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    crm.stderr!.on('data', (text: Buffer) => (said += text.toString()));
  }

  async function killed(): Promise<void> {
    const child = crm;
    crm = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const end = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await end;
  }

  const register = async (amount?: string): Promise<string> => {
    const body = deal(amount === undefined ? {} : { lines: lines(amount) });
    return (await partner.seller.must<{ id: string }>('POST', '/v1/deal-registrations', body)).id;
  };
  const verb = (who: 'partner' | 'admin' | 'desk', id: string, name: string, body: object = {}): Promise<unknown> =>
    (who === 'partner' ? partner.seller : market[who]).must('POST', `/v1/deal-registrations/${id}/${name}`, body);

  function copy(): Map<string, Row> {
    const file = join(outsider.folder, 'deals.json');
    return new Map(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, Row][]) : []);
  }

  /** The API's deals in the words of the copy. */
  async function shown(): Promise<Map<string, Row>> {
    const { text } = await market.admin.call('GET', '/v1/deal-registrations/export?format=ndjson');
    const rows = text.split('\n').filter(Boolean);
    return new Map(
      rows.map((line) => {
        const { id, version, number, status, value, protection, wonValue, opportunityId } = JSON.parse(line) as Row;
        const sequence = String(version).padStart(20, '0');
        const word = status === 'conflict_hold' ? 'on_hold' : status;
        return [id, { sequence, id, number, status: word, value, protection, wonValue, opportunityId }];
      }),
    );
  }

  async function hasReadAll(groupId: string): Promise<boolean> {
    const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const [read] = await admin.fetchOffsets({ groupId, topics: [topic] });
    const ends = await admin.fetchTopicOffsets(topic);
    await admin.disconnect();
    const placeOf = (partition: number) => read?.partitions.find((each) => each.partition === partition)?.offset;
    return ends.every(({ partition, low, high }) => high === low || placeOf(partition) === high);
  }

  async function becomesEqual(): Promise<void> {
    const wanted = await shown();
    const isEqual = () => [...wanted].every(([id, { sequence }]) => copy().get(id)?.sequence === sequence);
    await eventually(() => Promise.resolve(isEqual()), `the copy is up to date; it said: ${said}`, 150_000);
    expect(copy()).toEqual(wanted);
  }

  it('begins with what is there, hears what happens, and is healed by the next event of what it could not read', async () => {
    Logger.overrideLogger(['fatal']); // what cannot be read is an error of our own services as well
    const before = [await register(), await register('60000.00')];
    start();
    await eventually(() => Promise.resolve(copy().size === 2), `the export is copied; it said: ${said}`, 60_000);
    const producer = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    const broken = {
      key: before[1]!,
      value: '{"deal":',
      headers: {
        ce_specversion: '1.0',
        ce_id: 'x',
        ce_source: '/x',
        ce_type: 'tributary.sales.DealWon.v1',
        ce_subject: before[1]!,
        ce_sequence: '9',
        ce_time: 'x',
      },
    };
    await producer.send({ topic, messages: [broken, { ...broken, headers: {} }] });
    await producer.disconnect();
    await verb('admin', before[1]!, 'approve');
    await verb('partner', await register(), 'withdraw', { reason: 'Cancelled' });
    await becomesEqual();
    expect(said).toMatch(
      /tributary\.sales\.deal-registration\/\d+\/\d+: tributary\.sales\.DealWon\.v1 x cannot be read/,
    );
  });

  it('ends equal to the API after it was killed in the middle and much happened meanwhile', async () => {
    const known = copy().size;
    const returned = await register('70000.00');
    const won = await register();
    const flood = Promise.all(Array.from({ length: 30 }, () => register()));
    await eventually(() => Promise.resolve(copy().size > known), 'the copy has grown a little', 90_000);
    await killed();
    const ids = await flood;
    const atItsDeath = copy();
    await verb('admin', returned, 'return', { reason: 'Name the project' });
    await partner.seller.must('PATCH', `/v1/deal-registrations/${returned}`, { project: 'Campus' });
    await verb('partner', won, 'claim-win');
    await verb('desk', won, 'confirm-win');
    for (const id of ids.slice(0, 5)) await verb('partner', id, 'lose', { reason: 'Price' });
    await register('90000.00');
    expect(await shown()).not.toEqual(atItsDeath);

    start();
    await becomesEqual();
  });

  it('keeps what it has stored though everything older comes once more', async () => {
    await killed();
    const [[first, stored]] = [...copy()] as [[string, Row]];
    const ahead = { ...stored, sequence: '9'.repeat(20), number: 'later than anything on the log' };
    writeFileSync(join(outsider.folder, 'deals.json'), JSON.stringify([...copy().set(first, ahead)]));
    start('crm-once-more');
    await eventually(() => hasReadAll('crm-once-more'), `everything was read again; it said: ${said}`, 90_000);
    expect(copy().get(first)).toEqual(ahead);
    expect(copy()).toEqual((await shown()).set(first, ahead));
  });
});
