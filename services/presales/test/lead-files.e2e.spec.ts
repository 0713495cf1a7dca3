import { ManualClock } from '@tributary/kernel';
import { testService, vendor, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { imported } from './imported.js';
import { admin, knowPartner, knowTerritories, lead, leadsOf, northwind, reseller } from './leads.js';

const header =
  'system,externalId,companyName,domain,country,families,contactName,email,consentBasis,consentSource,onDuplicate';
const line = (id: string, name: string, email: string, more = 'consent,Fair,') =>
  `crm,${id},${name},${name.toLowerCase()}.com,US,GTX;MG,${name} Buyer,${email},${more}`;

describe('leads from a file', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await testService(definition, { clock: new ManualClock(new Date('2026-03-02T10:00:00.000Z')) });
    await knowTerritories(service);
    await knowPartner(service, northwind);
  });
  afterAll(() => service.close());

  const bring = async (lines: readonly string[], query = '', as = admin) =>
    service.call(`POST /v1/leads/import${query}`, {
      as,
      body: [header, ...lines].join('\n'),
      headers: { 'content-type': 'text/csv' },
    });
  const count = async () => (await service.adminQuery<{ n: number }>('SELECT count(*)::int AS n FROM lead'))[0]!.n;

  it('are told line by line, and twice the same file changes nothing', async () => {
    const lines = [
      line('F-1', 'Initech', 'peter@initech.com'),
      line('F-2', 'Hooli', 'peter@INITECH.com'),
      line('F-3', 'Umbrella', 'alice@umbrella.com', ',,'),
      line('F-4', 'Initech', 'milton@initech.com'),
      line('F-5', 'Piper', 'PETER@initech.com', 'consent,Fair,merge'),
      'crm,F-6,Nowhere,,XX,,,,,,',
    ];
    const first = imported(await bring(lines));
    expect(first.rows.map(({ status, errors }) => [status, errors?.[0]?.code])).toEqual([
      ['created', undefined],
      ['refused', 'LEAD_DUPLICATE'],
      ['refused', 'CONSENT_MISSING'],
      ['refused', 'LEAD_DUPLICATE'], // the same person at the same domain
      ['updated', undefined],
      ['refused', 'NOT_COUNTRY'],
    ]);
    expect(first.rows[1]!.errors![0]!.detail).toContain(first.rows[0]!.id!);
    expect(first.rows[4]!.id).toBe(first.rows[0]!.id);
    const again = imported(await bring(lines.slice(0, 1)));
    expect(again.rows).toMatchObject([{ status: 'unchanged', id: first.rows[0]!.id }]);
    const shown = await service.call(`GET /v1/leads/${first.rows[0]!.id}`, { as: admin });
    expect(shown.body).toMatchObject({
      source: 'import',
      territory: 'NA',
      families: ['GTX', 'MG'],
      version: 2,
      consent: { source: 'Fair' },
    });
  });

  it('leave nothing behind in a dry run, and tell the same', async () => {
    const before = await count();
    const lines = [line('D-1', 'Dry', 'dry@dry.com'), line('D-2', 'Dryer', 'dry@dry.com')];
    const tried = imported(await bring(lines, '?dryRun=true'));
    expect(tried.rows.map(({ status }) => status)).toEqual(['created', 'refused']);
    expect([tried.summary['dryRun'], await count()]).toEqual([true, before]);
  });

  it('are taken away as they are listed, and brought by the vendor only', async () => {
    const file = await service.call('GET /v1/leads/export?format=csv', { as: admin });
    expect(file.text).toContain('peter@initech.com');
    expect((await service.call('GET /v1/leads/export?format=ndjson', { as: reseller })).text).toBe('');
    const refused = await Promise.all([
      bring([line('X-1', 'Not', 'not@mine.com')], '', reseller),
      bring([line('X-2', 'Not', 'not@mine.com')], '', vendor('readonly')),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([403, 403]);
  });

  it('tell nothing of the person in events or in history', async () => {
    const leads = leadsOf(service);
    const secret = lead({
      contact: { name: 'Grace Hopper', email: 'grace@navy.example', phone: '+1 555 9999' },
      note: 'Likes clocks',
    });
    const { body } = await leads.capture(admin, secret);
    await leads.verb(admin, body.id, 'touches', { touches: [{ kind: 'call', at: '2026-03-02T08:00:00.000Z' }] });
    const merging = {
      ...lead(),
      contact: { name: 'Grace B. Hopper', email: 'GRACE@navy.example', jobTitle: 'Admiral' },
      onDuplicate: 'merge',
    };
    await leads.capture(admin, merging);
    const kept = await service.adminQuery<{ told: string }>(
      `SELECT before::text || after::text AS told FROM history WHERE entity_id = $1 UNION ALL SELECT convert_from(payload, 'UTF8') FROM outbox WHERE key = $1::text`,
      [body.id],
    );
    expect(kept.length).toBeGreaterThan(2);
    const told = kept
      .map((each) => each.told)
      .join('')
      .toLowerCase();
    for (const word of ['grace', 'hopper', 'navy', '9999', 'clocks', 'admiral']) expect(told).not.toContain(word);
  });

  it('are not merged into what a channel manager cannot read', async () => {
    const { body } = await leadsOf(service).capture(admin, lead());
    const again = `crm,F-9,Again,,US,GTX,Again,${body.contact.email},consent,Fair,merge`;
    const manager = { ...vendor('channel_manager'), territories: ['DACH'] };
    expect(imported(await bring([again], '', manager)).rows).toMatchObject([
      { status: 'refused', errors: [{ code: 'LEAD_DUPLICATE' }] },
    ]);
    expect(imported(await bring([again], '', { ...manager, territories: ['NA'] })).rows).toMatchObject([
      { status: 'updated', id: body.id },
    ]);
  });

  it('are one lead, whoever of eight racers brings the person first', async () => {
    const leads = leadsOf(service);
    for (let round = 0; round < 3; round += 1) {
      const contact = { name: `Racer ${round}`, email: `racer${round}@race.example` };
      const answers = await Promise.all(Array.from({ length: 8 }, () => leads.capture(admin, lead({ contact }))));
      const created = answers.filter(({ status }) => status === 201);
      expect(created).toHaveLength(1);
      const refused = answers.filter(({ status }) => status === 409).map(({ body }) => [body.code, body.leadId]);
      expect(refused).toEqual(Array.from({ length: 7 }, () => ['LEAD_DUPLICATE', created[0]!.body.id]));
    }
  });
});
