import { connect } from 'node:net';
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

interface Result {
  line?: number;
  status?: string;
  errors?: { pointer: string; code: string }[];
  summary?: Record<string, unknown>;
}
const results = ({ text }: Answer): Result[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Result);
const upload = (body: string, headers = csv, query = ''): Promise<Answer> =>
  service.call(`POST /v1/notes/import${query}`, { as: admin, body, headers });
const count = async (): Promise<number> =>
  Number((await service.adminQuery<{ n: string }>('select count(*) as n from note'))[0]?.n);
const file = (...rows: string[]): string => ['externalId,partnerId,text', ...rows].join('\n');

describe('An import', () => {
  it('tells of each line what became of it', async () => {
    const first = await upload(file(`A,${owner},one`, `B,${owner},two`));
    expect(first.headers.get('content-type')).toContain('application/x-ndjson');
    expect(results(first)).toMatchObject([
      { line: 2, status: 'created', id: expect.any(String) },
      { line: 3, status: 'created' },
      { summary: { created: 2, refused: 0, dryRun: false, complete: true } },
    ]);
    const again = await upload(file(`A,${owner},one`, `B,${owner},changed`));
    expect(results(again).map(({ status }) => status)).toEqual(['unchanged', 'updated', undefined]);
  });

  it('refuses bad rows one by one and keeps the good ones, in the order of the file', async () => {
    const answer = await upload(
      file(
        `A,${owner},ok`,
        'B,nobody,x',
        `C,${owner}`,
        `D,${owner},"broken"quote`,
        `E,${owner},forbidden`,
        `F,${owner},a\0b`,
        `G,${owner},fine`,
      ),
    );
    expect(answer.status).toBe(200);
    expect(
      results(answer).map(({ line, status, errors }) => [line, status, errors?.[0]?.pointer, errors?.[0]?.code]),
    ).toEqual([
      [2, 'created', undefined, undefined],
      [3, 'refused', '/partnerId', 'NOT_UUID'],
      [4, 'refused', '', 'COLUMN_COUNT'],
      [5, 'refused', '', 'BROKEN_LINE'],
      [6, 'refused', '', 'WORD_REFUSED'],
      [7, 'refused', '/text', 'UNSTORABLE_CHARACTER'],
      [8, 'created', undefined, undefined],
      [undefined, undefined, undefined, undefined],
    ]);
    expect(await count()).toBe(2);
  });

  it('tries a row again that met somebody else at work, and takes it when they are done', async () => {
    await service.adminQuery(`
      CREATE SEQUENCE meeting;
      CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
        IF NEW.text = 'met' AND nextval('meeting') < 4 THEN RAISE 'somebody is at work' USING ERRCODE = '40001'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER meet BEFORE INSERT ON note FOR EACH ROW EXECUTE FUNCTION meet()`);
    const answer = await upload(file(`A,${owner},ok`, `B,${owner},met`));
    await service.adminQuery('DROP TRIGGER meet ON note; DROP FUNCTION meet; DROP SEQUENCE meeting');
    expect(results(answer).map(({ status }) => status)).toEqual(['created', 'created', undefined]);
    expect(await count()).toBe(2);
  });

  it('tries everything and keeps nothing in a dry run, what only the database knows included', async () => {
    const dry = await upload(file(`A,${owner},one`, `A,${owner},same id twice`), csv, '?dryRun=true');
    expect(results(dry).at(-1)).toMatchObject({ summary: { dryRun: true } });
    expect(await count()).toBe(0);
    const wet = await upload(file(`A,${owner},one`, `A,${owner},one more`));
    expect(results(wet).map(({ status }) => status)).toEqual(['created', 'updated', undefined]);
  });

  it('takes NDJSON too', async () => {
    const line = (row: object): string => JSON.stringify(row);
    const answer = await upload(
      [
        line({ externalId: 'A', partnerId: owner, text: 'one' }),
        '',
        '{"externalId":',
        line({ externalId: 'B', color: 1 }),
        '[]',
      ].join('\n'),
      ndjson,
    );
    expect(
      results(answer).map(({ line: at, status, errors }) => [at, status, errors?.map(({ code }) => code)]),
    ).toEqual([
      [1, 'created', undefined],
      [3, 'refused', ['BROKEN_LINE']],
      [4, 'refused', ['UNKNOWN_FIELD', 'REQUIRED', 'REQUIRED']],
      [5, 'refused', ['NOT_OBJECT']],
      [undefined, undefined, undefined],
    ]);
  });

  it.each([
    ['an empty file', '', csv, '', 400],
    ['an unknown column', 'externalId,color\n', csv, '', 400],
    ['a column twice', 'text,The Text\n', csv, '', 400],
    ['no header', `"x\n`, csv, '', 400],
    ['JSON', '{}', { 'content-type': 'application/json' }, '', 415],
    ['a wrong parameter', file(), csv, '?dryRun=perhaps', 400],
    ['an unknown parameter', file(), csv, '?mode=1', 400],
  ])('is refused as a whole with %s', async (_, body, headers, query, status) => {
    const answer = await upload(body, headers, query);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('is not for everybody', async () => {
    const answer = await service.call('POST /v1/notes/import', {
      as: partner(owner, 'sales'),
      body: file(),
      headers: csv,
    });
    expect(answer.status).toBe(403);
  });

  it('takes thousands of rows, five hundred a transaction', async () => {
    const rows = 3_000;
    const answer = await upload(
      file(...Array.from({ length: rows }, (_, index) => `N-${index},${owner},text ${index}`)),
    );
    expect(results(answer).at(-1)).toMatchObject({ summary: { created: rows, complete: true } });
    expect(await count()).toBe(rows);
  });

  // The answer is larger than all the buffers between: whoever waits for this client to read would wait for ever.
  it('takes a hundred thousand rows in flat memory from a client that reads nothing before it has sent everything', async () => {
    const rows = 100_000;
    const body = file(...Array.from({ length: rows }, (_, index) => `N-${index},nobody,${'text '.repeat(10)}`));
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().heapUsed)), 20);
    const before = process.memoryUsage().heapUsed;
    const text = await sendThenRead(body).finally(() => clearInterval(watch));
    const lines = text.split('\n').filter((line) => line.startsWith('{'));
    expect(lines).toHaveLength(rows + 1);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ summary: { refused: rows, complete: true } });
    expect(lines.slice(0, -1).every((line, at) => line.startsWith(`{"line":${at + 2},"status":"refused"`))).toBe(true);
    expect(peak - before).toBeLessThan(200_000_000);
  });

  it('leaves the service well when the client goes away in the middle', async () => {
    const { hostname, port } = new URL(service.running.url);
    const token = await service.issuer.token({ sub: 'a', roles: ['admin'] });
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(
      `POST /v1/notes/import HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: text/csv\r\ncontent-length: 999999\r\n\r\n`,
    );
    socket.write(file(`A,${owner},one`, `B,${owner},"tw`));
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await service.call('GET /health/ready')).status).toBe(200);
  });
});

async function sendThenRead(body: string): Promise<string> {
  const { hostname, port } = new URL(service.running.url);
  const token = await service.issuer.token({ sub: 'a', roles: ['admin'] });
  const socket = connect(Number(port), hostname);
  socket.pause();
  const head = `POST /v1/notes/import HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ${token}\r\ncontent-type: text/csv\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.write(head + body, () => resolve());
  });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).resume();
  await new Promise((resolve) => socket.once('close', resolve));
  return dechunked(Buffer.concat(chunks).toString());
}

function dechunked(answer: string): string {
  let rest = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  let text = '';
  for (;;) {
    const end = rest.indexOf('\r\n');
    const size = Number.parseInt(rest.slice(0, end), 16);
    if (!(size > 0)) return text;
    text += rest.slice(end + 2, end + 2 + size);
    rest = rest.slice(end + 4 + size);
  }
}
