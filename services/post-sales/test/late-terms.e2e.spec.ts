import { ManualClock } from '@tributary/kernel';
import type { TestService } from '@tributary/testing';
import { fulfilled, offerTerm, postSales, support } from './post-sales.js';

const clock = new ManualClock(new Date('2026-01-01T10:00:00.000Z'));
let service: TestService;
const csv = { 'content-type': 'text/csv' };

/** One line of a file, as the outcome that it had. */
async function brought(row: Readonly<Record<string, string>>): Promise<string> {
  const cells = { sku: 'GTX-PRO', ...row };
  const body = `${Object.keys(cells).join(',')}\n${Object.values(cells).join(',')}\n`;
  const answer = await service.call('POST /v1/assets/import', { as: support, headers: csv, body });
  return (JSON.parse(answer.text.split('\n')[0]!) as { status: string }).status;
}
const unit = async (serial: string) =>
  (await service.call(`GET /v1/assets?serial=${serial}`, { as: support })).body.items[0];
const terms = async (serial: string) => {
  const { warrantyTerm, shippedOn } = await unit(serial);
  return [warrantyTerm.code, warrantyTerm.version, shippedOn];
};
const order = (serial: string, shippedOn: string, warrantyTerm: string | null = null) =>
  fulfilled(service, [serial], { shippedOn, lines: [{ line: '10', sku: 'GTX-PRO', serials: [serial], warrantyTerm }] });

beforeAll(async () => {
  service = await postSales({ clock });
  const id = await offerTerm(service);
  await offerTerm(service, { code: 'W36', coverages: [{ costClass: 'parts', months: 36, coveredPercent: 100 }] });
  clock.set(new Date('2026-06-01T10:00:00.000Z'));
  const body = { coverages: [{ costClass: 'parts', months: 12, coveredPercent: 100 }] };
  await service.call(`PATCH /v1/warranty-terms/${id}`, { as: support, body });
  clock.set(new Date('2027-03-01T10:00:00.000Z'));
});
afterAll(() => service.close());

describe('The warranty term of a unit that was known before its order', () => {
  it('is the version of the day of shipment, once the order tells that day', async () => {
    expect(await brought({ serial: 'T-1' })).toBe('created');
    expect(await terms('T-1')).toEqual(['STD-24', 2, null]);
    await order('T-1', '2026-01-15');
    expect(await terms('T-1')).toEqual(['STD-24', 1, '2026-01-15']);
    const { body } = await service.call('GET /v1/entitlements?serial=T-1', { as: support });
    expect(body.classes[0]).toMatchObject({ costClass: 'parts', until: '2028-01-14', reason: 'COVERED' });
  });

  it('is the one that the order names, in the version of the day on which the unit was shipped', async () => {
    await brought({ serial: 'T-2', shippedOn: '2026-01-10' });
    await order('T-2', '2026-07-15', 'W36');
    expect(await terms('T-2')).toEqual(['W36', 1, '2026-01-10']);
    await brought({ serial: 'T-3', shippedOn: '2026-01-10', warrantyTerm: 'W36' });
    await order('T-3', '2026-07-15', 'STD-24');
    expect(await terms('T-3')).toEqual(['STD-24', 1, '2026-01-10']);
  });

  it('is the one that the order names, where the product promises none', async () => {
    await brought({ sku: 'MG-SPECIAL', serial: 'T-10' });
    expect((await unit('T-10')).warrantyTerm).toBeNull();
    const lines = [{ line: '10', sku: 'MG-SPECIAL', serials: ['T-10'], warrantyTerm: 'W36' }];
    await fulfilled(service, ['T-10'], { shippedOn: '2026-01-15', lines });
    expect(await terms('T-10')).toEqual(['W36', 1, '2026-01-15']);
  });

  it('is the one that the file named, if the order names none', async () => {
    await brought({ serial: 'T-4', warrantyTerm: 'W36' });
    await order('T-4', '2026-01-15');
    expect(await terms('T-4')).toEqual(['W36', 1, '2026-01-15']);
  });

  it('stays where the order neither names one nor tells when the unit was shipped', async () => {
    await brought({ serial: 'T-5', shippedOn: '2026-07-10' });
    await order('T-5', '2026-01-15');
    expect(await terms('T-5')).toEqual(['STD-24', 2, '2026-07-10']);
  });

  it('is the version of the day that a file or a correction tells later', async () => {
    for (const serial of ['T-6', 'T-7']) await brought({ serial });
    expect(await brought({ serial: 'T-6', shippedOn: '2026-01-15' })).toBe('updated');
    expect(await terms('T-6')).toEqual(['STD-24', 1, '2026-01-15']);
    const { id } = await unit('T-7');
    const correct = (body: unknown) => service.call(`PATCH /v1/assets/${id}`, { as: support, body });
    expect((await correct({ shippedOn: '2026-01-15' })).body.warrantyTerm.version).toBe(1);
    expect((await correct({ installedOn: '2026-07-01' })).body.warrantyTerm.version).toBe(1);
    expect((await correct({ shippedOn: '2026-06-15' })).body.warrantyTerm.version).toBe(2);
  });

  it('does not change when the same file comes again', async () => {
    await brought({ serial: 'T-8', warrantyTerm: 'W36', shippedOn: '2026-01-15' });
    expect(await brought({ serial: 'T-8', warrantyTerm: 'W36', shippedOn: '2026-01-15' })).toBe('unchanged');
  });
});

it('a file that names the order of a known unit gives it that order, with its term, once', async () => {
  await brought({ serial: 'T-9' });
  const row = { serial: 'T-9', system: 'erp', order: '4711', orderLine: '10', warrantyTerm: 'W36' };
  expect([await brought(row), await brought(row)]).toEqual(['updated', 'unchanged']);
  expect(await unit('T-9')).toMatchObject({ order: { system: 'erp', id: '4711' }, warrantyTerm: { code: 'W36' } });
  expect(await brought({ ...row, order: '4712' })).toBe('refused');
});

it('a replacement keeps the term of the unit whose place it took, whatever its own order says', async () => {
  const id = await order('T-OLD', '2026-01-15');
  await brought({ serial: 'T-NEW' });
  const body = { serial: 'T-NEW', on: '2026-12-01', reason: 'Broken' };
  expect((await service.call(`POST /v1/assets/${id}/replace`, { as: support, body })).status).toBe(201);
  await order('T-NEW', '2026-07-15', 'W36');
  expect(await terms('T-NEW')).toEqual(['STD-24', 1, '2026-07-15']);
  const { id: newId } = await unit('T-NEW');
  await service.call(`PATCH /v1/assets/${newId}`, { as: support, body: { shippedOn: '2026-08-01' } });
  expect(await terms('T-NEW')).toEqual(['STD-24', 1, '2026-08-01']);
});
