import type { DealV1 } from '@tributary/contracts';
import { ManualClock } from '@tributary/kernel';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Caller } from './support/caller.js';
import { deal, lines, Market, type Page, type Partner } from './support/market.js';
import { eventually } from './support/eventually.js';
import { OutsideSystem } from './support/outside-system.js';
import { startForTest } from './support/start.js';
import type { Tributary } from '../src/index.js';

const minute = 60_000;
const day = 24 * 60 * minute;

/** What a CRM keeps of a deal, in its own words. */
interface Kept {
  readonly sequence: bigint;
  readonly deal: DealV1;
}

/** A deal as the API shows it, in the words of the contract. */
interface Shown extends Omit<DealV1, 'externalIds'> {
  readonly version: number;
}

/** How a channel manager would judge it: what the systems beside Tributary believe. */
describe('integration', () => {
  const clock = new ManualClock(new Date());
  let tributary: Tributary;
  let market: Market;
  let partner: Partner;
  let crm: OutsideSystem;

  beforeAll(async () => {
    tributary = await startForTest({ seed: 'none', clock });
    market = await Market.open(tributary.url);
    partner = await market.recruit({ legalName: 'Northwind Networks Inc.', domain: 'northwind.example', tier: 'gold' });
    crm = await OutsideSystem.connect(tributary.log, 'crm', ['deal-registration']);
  }, 120_000);

  afterAll(() => crm.close());
  afterAll(() => tributary.close());

  const later = (more: object = {}) =>
    deal({ expectedCloseOn: new Date(clock.now().getTime() + 60 * day).toISOString().slice(0, 10), ...more });
  const register = (more: object = {}) =>
    partner.seller.must<{ id: string; status: string; opportunityId: string }>(
      'POST',
      '/v1/deal-registrations',
      later(more),
    );
  const verb = (caller: Caller, id: string, name: string, body: object = {}) =>
    caller.must('POST', `/v1/deal-registrations/${id}/${name}`, body);

  it('24. a consumer that was down for an hour gets every event in order per aggregate, and ends equal to the API’s state', async () => {
    const known = [(await register()).id, (await register({ lines: lines('60000.00') })).id];
    await crm.sees('DealApproved', known[0]!);
    await crm.sees('DealRegistered', known[1]!);
    await crm.upToDate();
    await crm.goDown();
    const beforeTheHour = crm.received.length;

    const meanwhile = await anHour(known);
    expect(crm.received).toHaveLength(beforeTheHour);
    crm.crashesNext = true; // once more, on its way back
    await crm.resume();
    for (const id of [...known, ...meanwhile]) await hasAll(id);
    await crm.upToDate();

    const missed = crm.received.slice(beforeTheHour);
    const times = missed.map(({ time }) => Date.parse(time));
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThanOrEqual(55 * minute);
    expect(new Set(crm.received.map(({ id }) => id)).size).toBeLessThan(crm.received.length);

    const kept = new Map<string, Kept & { readonly told: readonly string[] }>();
    for (const { subject, sequence, type, data } of crm.received) {
      const before = kept.get(subject);
      if (before !== undefined && BigInt(sequence) <= before.sequence) continue; // the recipe: it is known already
      const told = [...(before?.told ?? []), type.split('.')[2] ?? ''];
      kept.set(subject, { sequence: BigInt(sequence), deal: (data as { deal: DealV1 }).deal, told });
    }
    expect([...kept.keys()].sort()).toEqual([...known, ...meanwhile].sort());
    for (const [id, { told }] of kept)
      expect({ id, told }).toEqual({ id, told: (await history(id)).filter((type) => !isPrivate(type)) });
    for (const shown of await everyDeal()) expect(inTheirWords(kept.get(shown.id)!)).toEqual(inOurWords(shown));
  }, 120_000);

  it('finds the JSON Schema of an event under its dataschema, and the data fit it', async () => {
    const [event] = crm.received;
    expect(event!.dataschema).toMatch(`${tributary.url}/schemas/`);
    const schema = (await (await fetch(event!.dataschema)).json()) as Record<string, unknown>;
    expect(schema['$id']).toBe(event!.dataschema);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    expect(ajv.validate(schema, event!.data) || ajv.errors).toBe(true);
    expect(ajv.validate(schema, { deal: {} })).toBe(false);
  });

  /** What happens while the CRM is down; the ids of the deals that are new. */
  async function anHour([approved = '', waiting = '']: readonly string[]): Promise<string[]> {
    const { seller } = partner;
    const created: string[] = [];
    const began = clock.now().getTime();
    await verb(market.admin, waiting, 'return', { reason: 'Name the project' });
    for (let each = 0; each < 12; each += 1) {
      clock.advance(5 * minute);
      const isLarge = each % 4 === 0; // over the ceiling: a person decides
      const { id } = await register(isLarge ? { lines: lines('90000.00') } : {});
      created.push(id);
      if (isLarge) await verb(market.admin, id, each === 4 ? 'reject' : 'approve', { reason: 'Decided' });
      if (each % 4 === 1) await verb(seller, id, 'withdraw', { reason: 'Project cancelled' });
      if (each % 4 === 2) await verb(seller, id, 'lose', { reason: 'Price' });
    }
    await seller.must('PATCH', `/v1/deal-registrations/${waiting}`, { project: 'Campus' });
    await verb(seller, waiting, 'submit');
    await verb(market.admin, waiting, 'approve');
    await verb(seller, approved, 'claim-win');
    await verb(market.desk, approved, 'confirm-win');
    expect(clock.now().getTime() - began).toBe(60 * minute);
    return created;
  }

  async function history(id: string): Promise<string[]> {
    const path = `/v1/deal-registrations/${id}/history?limit=200`;
    return (await market.admin.must<Page<{ type: string }>>('GET', path)).items.map(({ type }) => type).reverse();
  }

  /** As many events of the deal have come as there are facts of it to tell. */
  async function hasAll(id: string): Promise<void> {
    const facts = (await history(id)).filter((type) => !isPrivate(type)).length;
    const came = () => new Set(crm.about(id).map((event) => event.id)).size;
    await eventually(() => Promise.resolve(came() >= facts), `${facts} events of ${id} have come`);
  }

  async function everyDeal(): Promise<Shown[]> {
    const { text } = await market.admin.call('GET', '/v1/deal-registrations/export?format=ndjson');
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Shown);
  }
});

/** A draft is no business of other systems, so there is no event of it. What was submitted once is revised for all to see. */
function isPrivate(type: string): boolean {
  return type === 'DealDrafted';
}

const inTheirWords = ({
  sequence,
  deal: { number, status, value, protection, wonValue, project, opportunityId },
}: Kept) => ({
  ...{ version: Number(sequence), number, value, protection, wonValue, project, opportunityId },
  status,
});

const inOurWords = ({ version, number, status, value, protection, wonValue, project, opportunityId }: Shown) => ({
  ...{ version, number, value, protection, wonValue, project, opportunityId },
  status: (status as string) === 'conflict_hold' ? 'on_hold' : status,
});
