import { assertDocumented, dueWorkersOf } from '@tributary/http';
import { ManualClock, type Actor } from '@tributary/kernel';
import type { DueWorker } from '@tributary/persistence';
import { vendor, type TestService } from '@tributary/testing';
import { contoso, fulfilled, northwind, offerTerm, postSales, reseller, support } from './post-sales.js';

// Monday, ten o'clock in Berlin.
const monday = new Date('2026-03-02T09:00:00.000Z');
const clock = new ManualClock(monday);
let service: TestService;
let workers: DueWorker[];
const call = (operation: string, as: Actor = support, body?: unknown, headers: Record<string, string> = {}) =>
  service.call(operation, { as, headers, ...(body === undefined ? {} : { body }) });
const asked = { kind: 'technical', title: 'Dark', description: 'No lights', impact: 'high', urgency: 'medium' };
const open = async (change: Record<string, unknown> = {}, as: Actor = reseller): Promise<string> => {
  const answer = await call('POST /v1/service-requests', as, { ...asked, ...change });
  if (answer.status !== 201) throw new Error(answer.text);
  return (answer.body as { id: string }).id;
};
const show = async (id: string, as: Actor = support) => (await call(`GET /v1/service-requests/${id}`, as)).body;
const verb = (id: string, name: string, as: Actor = support, body?: unknown) =>
  call(`POST /v1/service-requests/${id}/${name}`, as, body);
const tick = async () => {
  for (const worker of workers) await worker.tick();
};
const told = async (id: string) =>
  (
    await service.adminQuery<{ type: string }>('SELECT type FROM history WHERE entity_id = $1 ORDER BY version', [id])
  ).map(({ type }) => type.replace('ServiceRequest', ''));

beforeAll(async () => {
  service = await postSales({ clock });
  workers = dueWorkersOf(service.running.app);
  for (const worker of workers) await worker.stop();
  await offerTerm(service);
});
beforeEach(() => clock.set(monday));
afterAll(() => service.close());

describe('Service requests', () => {
  it('are documented without a gap', () => assertDocumented(service.running.openapi));

  it('get priority, promises and territory from what is laid down, and the family of their asset', async () => {
    const assetId = await fulfilled(service, ['SR-1'], { shippedOn: '2026-01-02' });
    const answer = await call('POST /v1/service-requests', reseller, { ...asked, assetId });
    expect(answer.body).toMatchObject({
      status: 'new',
      next: ['assigned'],
      partnerId: northwind,
      priority: 'high',
      territory: 'DACH',
      family: 'GTX',
      levelVersion: 1,
      firstResponse: { clock: 'running', targetMinutes: 90, dueAt: '2026-03-02T10:30:00.000Z' },
      resolution: { clock: 'running', targetMinutes: 720, dueAt: '2026-03-03T13:00:00.000Z' },
    });
    expect(answer.body.number).toMatch(/^SR-2026-\d{6}$/);
  });

  it('go their way from new to closed, with the clock standing still while the partner is waited for', async () => {
    const id = await open();
    await call('PUT /v1/service-requests/agents/support-ada', support, {
      kinds: ['technical'],
      families: [],
      capacity: 5,
      available: true,
    });
    await tick();
    expect(await show(id)).toMatchObject({
      status: 'assigned',
      assignedTo: 'support-ada',
      assignment: { automatic: true },
    });
    expect((await show(id, reseller)).assignment).toBeNull();
    clock.set(new Date('2026-03-02T10:00:00.000Z'));
    await verb(id, 'comments', support, { text: 'Which version?' });
    expect(await show(id)).toMatchObject({ firstResponse: { clock: 'met', usedMinutes: 60 } });
    await verb(id, 'start');
    expect((await verb(id, 'wait')).body).toMatchObject({
      status: 'waiting_on_partner',
      resolution: { clock: 'paused', dueAt: null, usedMinutes: 60 },
    });
    clock.set(new Date('2026-03-06T15:00:00.000Z'));
    await tick();
    await verb(id, 'comments', reseller, { text: '4.2.0' });
    // Friday 16:00: 660 of 720 minutes are left, an hour of them today, ten on Monday and Tuesday.
    expect(await show(id)).toMatchObject({
      status: 'in_progress',
      resolution: { clock: 'running', dueAt: '2026-03-10T10:00:00.000Z' },
    });
    await verb(id, 'resolve', support, { answer: 'Install 4.2.1' });
    expect((await verb(id, 'close', support, { satisfaction: 5 })).body.code).toBe('RATED_BY_PARTNER');
    expect((await verb(id, 'close', reseller, { satisfaction: 5, note: 'Quick' })).body).toMatchObject({
      status: 'closed',
      satisfaction: 5,
    });
    expect(await told(id)).toEqual([
      'Opened',
      'Assigned',
      'Responded',
      'Started',
      'Waiting',
      'Resumed',
      'Resolved',
      'Closed',
      'Rated',
    ]);
    expect((await verb(id, 'comments', reseller, { text: 'Thanks' })).body.code).toBe('REQUEST_CLOSED');
  });

  it('that were rated and reopened are closed with a rating of the new answer; the history keeps the old one', async () => {
    const id = await open();
    await verb(id, 'assign', support, { to: 'support-ada' });
    await verb(id, 'resolve', support, { answer: 'Restart it' });
    expect((await verb(id, 'close', reseller, { satisfaction: 5, note: 'Quick' })).status).toBe(200);
    expect((await verb(id, 'rate', reseller, { satisfaction: 4 })).body.code).toBe('ALREADY_RATED');
    const reopened = await verb(id, 'reopen', reseller, { reason: 'It happened again' });
    expect(reopened.body).toMatchObject({ status: 'reopened', satisfaction: null, satisfactionNote: null });
    await verb(id, 'resolve', support, { answer: 'Restart it twice' });
    const closed = await verb(id, 'close', reseller, { satisfaction: 1 });
    expect(closed).toMatchObject({ status: 200, body: { status: 'closed', satisfaction: 1, satisfactionNote: null } });
    expect((await told(id)).filter((type) => type === 'Rated')).toHaveLength(2);
  });

  it('are warned of and breached once each, by however many workers, also after a pause and in other hands', async () => {
    const id = await open({ kind: 'commercial' });
    await verb(id, 'assign', support, { to: 'support-bo' });
    clock.set(new Date('2026-03-02T10:08:00.000Z'));
    await tick();
    await tick();
    expect(await told(id)).toEqual(['Opened', 'Assigned', 'SlaWarned']);
    clock.set(new Date('2026-03-02T10:30:00.000Z'));
    await Promise.all(Array.from({ length: 8 }, () => tick()));
    await verb(id, 'assign', support, { to: 'support-cy' });
    await verb(id, 'wait');
    await verb(id, 'resume', reseller);
    await tick();
    expect(await told(id)).toEqual([
      'Opened',
      'Assigned',
      'SlaWarned',
      'SlaBreached',
      'Assigned',
      'Responded',
      'Waiting',
      'Resumed',
    ]);
    const outbox = await call('GET /v1/service-requests?breached=true');
    expect(outbox.body.items.map((item: { id: string }) => item.id)).toContain(id);
  });

  it('are closed by time and reopened for fourteen days', async () => {
    const id = await open({ kind: 'training' });
    await verb(id, 'assign', support, { to: 'support-bo' });
    await verb(id, 'resolve', support, { answer: 'See the course' });
    clock.set(new Date('2026-03-09T09:00:00.000Z'));
    await tick();
    expect((await show(id)).status).toBe('closed');
    clock.set(new Date('2026-03-16T09:00:00.001Z'));
    expect((await verb(id, 'reopen', reseller, { reason: 'Not helpful' })).body.code).toBe('REOPEN_TOO_LATE');
    clock.set(new Date('2026-03-16T09:00:00.000Z'));
    expect((await verb(id, 'reopen', reseller, { reason: 'Not helpful' })).body.status).toBe('reopened');
    expect((await verb(id, 'rate', reseller, { satisfaction: 1 })).body.code).toBe('INVALID_TRANSITION');
  });

  it('keep what the vendor says among its own from the partner: no text, no count, no version', async () => {
    const id = await open({ kind: 'logistics' });
    await verb(id, 'comments', support, { text: 'We will look.' });
    const before = await show(id, reseller);
    await verb(id, 'comments', support, { text: 'They never pay.', internal: true });
    expect(await show(id, reseller)).toEqual(before);
    const seen = await call(`GET /v1/service-requests/${id}/comments`, reseller);
    expect(seen.body).toMatchObject({ items: [{ text: 'We will look.', ofVendor: true }], nextCursor: null });
    expect((await call(`GET /v1/service-requests/${id}/comments`)).body.items).toHaveLength(2);
    expect((await verb(id, 'comments', reseller, { text: 'x', internal: true })).body.code).toBe('INTERNAL_COMMENT');
    const history = await call(`GET /v1/service-requests/${id}/history`, reseller);
    expect(history.body.items.map(({ type }: { type: string }) => type)).toEqual([
      'ServiceRequestResponded',
      'ServiceRequestOpened',
    ]);
    expect(history.text).not.toContain('No lights');
  });

  it.each([
    [{ impact: 'huge' }, 400, 'MALFORMED'],
    [{ title: '' }, 400, 'MALFORMED'],
    [{ territory: 'MOON' }, 422, 'TERRITORY_NOT_COVERED'],
    [{ assetId: contoso }, 404, 'NOT_FOUND'],
  ])('that do not hold are refused: %j', async (change, status, code) => {
    const answer = await call('POST /v1/service-requests', reseller, { ...asked, ...change });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('the same call three times is one request', async () => {
    const headers = { 'idempotency-key': 'once' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => call('POST /v1/service-requests', reseller, { ...asked, title: 'Once' }, headers)),
    );
    const again = await call('POST /v1/service-requests', reseller, { ...asked, title: 'Once' }, headers);
    const ids = new Set(
      [...answers, again].filter(({ status }) => status === 201).map(({ body }) => body.id as string),
    );
    expect(ids.size).toBe(1);
  });

  it('keep the promises that they were opened under when others are laid down', async () => {
    const id = await open();
    const {
      version: _,
      createdBy: _by,
      createdAt: _at,
      effectiveFrom: _from,
      ...terms
    } = (await call('GET /v1/service-requests/levels', reseller)).body;
    const targets = terms.targets.map((target: object) => ({
      ...target,
      firstResponseMinutes: 5,
      resolutionMinutes: 10,
    }));
    expect((await call('POST /v1/service-requests/levels', support, { ...terms, targets })).status).toBe(403);
    expect(
      (await call('POST /v1/service-requests/levels', vendor('admin'), { ...terms, targets: targets.slice(4) })).body
        .code,
    ).toBe('TARGET_MISSING');
    const laid = await call('POST /v1/service-requests/levels', vendor('admin'), { ...terms, targets });
    expect(laid.body).toMatchObject({ version: 2 });
    expect((await show(await open())).firstResponse.targetMinutes).toBe(5);
    expect(
      (await verb(id, 'prioritize', support, { impact: 'high', urgency: 'high', reason: 'Worse' })).body,
    ).toMatchObject({ priority: 'critical', levelVersion: 1, firstResponse: { targetMinutes: 45 } });
    expect(
      (
        await call('POST /v1/service-requests/levels', vendor('admin'), {
          ...terms,
          effectiveFrom: '2026-01-01T00:00:00Z',
        })
      ).body.code,
    ).toBe('LEVEL_NOT_RETROACTIVE');
    expect((await call('GET /v1/service-requests/levels/versions')).body.items).toHaveLength(2);
  });
});
