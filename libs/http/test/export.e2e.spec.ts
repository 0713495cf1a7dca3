import { partner, testService, vendor, type Answer, type TestService } from '@tributary/testing';
import { sampleService } from './sample/sample-service.js';

const owner = '01970d3e-0000-7000-8000-00000000000a';
const admin = vendor('admin');
const csv = { 'content-type': 'text/csv' };
const ndjson = { 'content-type': 'application/x-ndjson' };

let service: TestService;
beforeAll(async () => {
  service = await testService(sampleService);
});
afterAll(() => service.close());
beforeEach(() => service.adminQuery('truncate note, history'));

const upload = (body: string, headers = csv): Promise<Answer> =>
  service.call('POST /v1/notes/import', { as: admin, body, headers });
const lastOf = ({ text }: Answer): unknown => JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');
const file = (...rows: string[]): string => ['externalId,partnerId,text', ...rows].join('\n');

describe('An export', () => {
  const nasty = [
    '=cmd|calc',
    'a "quoted" text',
    'two\nlines',
    'tab\tand, comma',
    "'=kept",
    '+49 30 1',
    '-5',
    'é😀',
    ' space ',
  ];

  it.each(['csv', 'ndjson'] as const)('as %s can be imported again and changes nothing', async (format) => {
    const body = nasty
      .map((text, index) => JSON.stringify({ externalId: `X-${index}`, partnerId: owner, text }))
      .join('\n');
    expect(lastOf(await upload(body, ndjson))).toMatchObject({ summary: { created: nasty.length } });
    const exported = await service.call(`GET /v1/notes/export?format=${format}`, { as: admin });
    expect(exported.status).toBe(200);
    const again = await upload(exported.text, format === 'csv' ? csv : ndjson);
    expect(lastOf(again)).toMatchObject({ summary: { unchanged: nasty.length, updated: 0, refused: 0 } });
  });

  it('starts no formula in a spreadsheet', async () => {
    await upload(JSON.stringify({ externalId: 'X', partnerId: owner, text: '=1+1' }), ndjson);
    expect((await service.call('GET /v1/notes/export', { as: admin })).text).toBe(
      `externalId,partnerId,text\r\nX,${owner},'=1+1\r\n`,
    );
  });

  it('comes as the caller accepts it', async () => {
    const accepted = (accept: string): Promise<Answer> =>
      service.call('GET /v1/notes/export', { as: admin, headers: { accept } });
    expect((await accepted('application/x-ndjson')).headers.get('content-type')).toBe('application/x-ndjson');
    expect((await accepted('text/*')).headers.get('content-type')).toContain('text/csv');
    expect(await accepted('image/png')).toMatchObject({ status: 406, body: { code: 'NOT_ACCEPTABLE' } });
    expect((await service.call('GET /v1/notes/export?format=xml', { as: admin })).status).toBe(400);
  });

  it('shows a partner its own rows only', async () => {
    await upload(file(`A,${owner},mine`, `B,01970d3e-0000-7000-8000-00000000000b,theirs`));
    const { text } = await service.call('GET /v1/notes/export', { as: partner(owner, 'sales') });
    expect(text).toContain('mine');
    expect(text).not.toContain('theirs');
  });
});
