import { connect } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { usualRules, type Upstream } from '../src/index.js';
import { openDoor, standIn, type Door } from './door.js';

let deals: Upstream & { readonly app: FastifyInstance };
let door: Door;
let flaky = 0;
let seen: { headers: Record<string, unknown>; bytes: number } = { headers: {}, bytes: 0 };

beforeAll(async () => {
  deals = await standIn('sales', ['deals'], (app) => {
    app.get('/v1/deals', (request, reply) =>
      reply
        .header('server', 'secret/1.0')
        .header('x-powered-by', 'us')
        .send({ headers: request.headers, url: request.url }),
    );
    app.get('/v1/deals/slow', () => new Promise(() => undefined));
    app.get('/v1/deals/flaky', (request, reply) => {
      flaky += 1;
      if (flaky === 1) request.raw.destroy();
      else void reply.send({ flaky });
    });
    app.post('/v1/deals/flaky', (request) => void ((flaky += 1), request.raw.destroy()));
    app.get('/v1/deals/theirs', (_request, reply) => reply.code(404).send({ code: 'NOT_FOUND' }));
    const count = async (request: { headers: Record<string, unknown>; body: unknown }) => {
      let bytes = 0;
      for await (const chunk of (request.body ?? []) as AsyncIterable<Buffer>) bytes += chunk.length;
      seen = { headers: request.headers, bytes };
      return { bytes };
    };
    app.post('/v1/deals', count);
    app.post('/v1/deals/import', { bodyLimit: 1e10 }, count);
  });
  const rules = {
    ...usualRules,
    headersSeconds: 1,
    bodies: { ...usualRules.bodies, seconds: 1, importSilenceSeconds: 1, importsPerSubject: 1 },
  };
  door = await openDoor([deals], {
    allowedOrigins: ['https://portal.example'],
    rules: { ...rules, proxy: { ...usualRules.proxy, answerMilliseconds: 500 } },
  });
});
afterAll(async () => {
  await door.close();
  await deals.app.close();
});

const call = (path: string, init: RequestInit = {}) => fetch(`${door.url}${path}`, init);
const problem = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  return (await answer.json()) as Record<string, unknown>;
};
async function raw(text: string, waitMilliseconds = 5_000): Promise<string> {
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
  socket.write(text);
  let answer = '';
  const timer = setTimeout(() => socket.destroy(), waitMilliseconds);
  for await (const chunk of socket) answer += String(chunk);
  clearTimeout(timer);
  return answer;
}

describe('The door', () => {
  it('passes a call with a valid token on, with request id and trace, and hides what runs behind', async () => {
    const answer = await call('/v1/deals?limit=2&q=a%20b', {
      headers: {
        ...(await door.as('deal-desk')),
        'x-request-id': 'order-4711',
        'x-forwarded-for': '6.6.6.6',
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      },
    });
    const { headers, url } = (await answer.json()) as { headers: Record<string, string>; url: string };
    expect(answer.status).toBe(200);
    expect(url).toBe('/v1/deals?limit=2&q=a%20b');
    expect(answer.headers.get('x-request-id')).toBe('order-4711');
    expect(headers).toMatchObject({
      'x-request-id': 'order-4711',
      'x-forwarded-for': '127.0.0.1',
      authorization: expect.stringMatching(/^Bearer /),
    });
    expect(headers['traceparent']).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$/);
    expect([answer.headers.get('server'), answer.headers.get('x-powered-by')]).toEqual([null, null]);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('ratelimit-remaining')).toMatch(/^\d+$/);
  });

  it('refuses a call without a token or with a bad one, and puts it on record', async () => {
    const missing = await call('/v1/deals');
    expect(missing.status).toBe(401);
    expect(missing.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(await problem(missing)).toMatchObject({ code: 'UNAUTHENTICATED', status: 401, instance: '/v1/deals' });
    expect(
      (await call('/v1/deals', { headers: { authorization: 'Bearer a.b.c', 'x-request-id': 'bad-token' } })).status,
    ).toBe(401);
    expect(door.audit.denials).toContainEqual(
      expect.objectContaining({ requestId: 'bad-token', status: 401, code: 'UNAUTHENTICATED' }),
    );
  });

  it("records a partner's reach for what is not its own", async () => {
    await call('/v1/deals/theirs', { headers: { ...(await door.as('rival-sales')), 'x-request-id': 'reach' } });
    expect(door.audit.denials).toContainEqual(
      expect.objectContaining({ requestId: 'reach', status: 404, subject: 'rival-sales', path: '/v1/deals/theirs' }),
    );
  });

  it('refuses a terminated partner at once, whatever its token says', async () => {
    const partnerId = '0190f3a0-0000-7000-8000-0000000000aa';
    const headers = { authorization: `Bearer ${await door.token('reseller-sales', partnerId)}` };
    expect((await call('/v1/deals', { headers })).status).toBe(200);
    door.terminated.learn(partnerId, 7n, 'terminated');
    const answer = await call('/v1/deals', { headers });
    expect(answer.status).toBe(403);
    expect(await problem(answer)).toMatchObject({ code: 'PARTNER_TERMINATED' });
  });

  it('knows no path that no service documents, and no method that HTTP APIs do not use', async () => {
    expect(await problem(await call('/v1/secrets'))).toMatchObject({ status: 404, code: 'ROUTE_NOT_FOUND' });
    expect(await problem(await call('/metrics'))).toMatchObject({ status: 404 });
    expect(
      await raw(
        `TRACE /v1/deals HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ${(await door.as('deal-desk')).authorization}\r\n\r\n`,
      ),
    ).toMatch(/^HTTP\/1.1 405 [^]*application\/problem\+json/);
  });

  it.each([
    '/v1/deals/../metrics',
    '/v1/deals/%2e%2e/metrics',
    '/v1//deals',
    '/v1/deals/%2Fetc',
    '/v1/deals/%zz',
    '/v1/deals/%00',
  ])('refuses a path that two readers could read differently: %s', async (path) => {
    const answer = await raw(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ${(await door.as('deal-desk')).authorization}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 400 [^]*application\/problem\+json[^]*"code":"MALFORMED"/);
  });

  it('answers bytes that are no request with a problem', async () => {
    expect(await raw('rubbish\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [^]*"code":"MALFORMED"/);
    expect(await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 [^]*"code":"HEADERS_TOO_LARGE"/,
    );
  });

  it('lets the pages of the allow-list call from a browser, and no others', async () => {
    const preflight = (origin: string) =>
      call('/v1/deals', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const allowed = await preflight('https://portal.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://portal.example');
    expect(allowed.headers.get('access-control-allow-headers')).toMatch(/Idempotency-Key/);
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('The body of a call', () => {
  const post = async (path: string, body: NonNullable<RequestInit['body']>) =>
    call(path, {
      method: 'POST',
      body,
      headers: { ...(await door.as('deal-desk')), 'content-type': 'application/x-ndjson' },
      duplex: 'half',
    });
  const chunks = (count: number, pause = 0) =>
    Readable.toWeb(
      Readable.from(
        (async function* () {
          for (let chunk = 0; chunk < count; chunk += 1) {
            if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
            yield Buffer.alloc(64 * 1024, 'a');
          }
        })(),
      ),
    ) as unknown as NonNullable<RequestInit['body']>;

  it('passes through as it is', async () => {
    expect(await (await post('/v1/deals', 'a'.repeat(100_000))).json()).toEqual({ bytes: 100_000 });
    expect(await (await post('/v1/deals', chunks(3))).json()).toEqual({ bytes: 3 * 64 * 1024 });
  });

  it('is refused over 1 MiB, whether it declares its length or not', async () => {
    expect(await problem(await post('/v1/deals', 'a'.repeat(1024 * 1024 + 1)))).toMatchObject({
      status: 413,
      code: 'BODY_TOO_LARGE',
    });
    expect(await problem(await post('/v1/deals', chunks(20)))).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
  });

  it('streams without a limit into an import, one import at a time', async () => {
    const [first, second] = await Promise.all([
      post('/v1/deals/import', chunks(100, 1)),
      new Promise<Response>((resolve) => setTimeout(() => resolve(post('/v1/deals/import', 'a')), 50)),
    ]);
    expect(await first.json()).toEqual({ bytes: 100 * 64 * 1024 });
    expect(await problem(second)).toMatchObject({ status: 429, code: 'TOO_MANY_IMPORTS' });
    expect((await post('/v1/deals/import', 'a')).status).toBe(200);
  });

  it('is refused when it trickles in: headers, body and import alike', async () => {
    const { authorization } = await door.as('deal-desk');
    const head = (path: string) =>
      `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: text/csv\r\n`;
    const answers = await Promise.all([
      raw('GET /v1/deals HTTP/1.1\r\nHost: x\r\nX-Slow: '),
      raw(`${head('/v1/deals')}Content-Length: 100\r\n\r\nabc`),
      raw(`${head('/v1/deals')}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n`),
      raw(`${head('/v1/deals/import')}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n`),
    ]);
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1.1 408 [^]*"code":"REQUEST_TIMEOUT"/);
  });

  it('never reaches the service from a caller without a token', async () => {
    seen = { headers: {}, bytes: -1 };
    expect((await call('/v1/deals', { method: 'POST', body: 'a'.repeat(500_000) })).status).toBe(401);
    expect(seen.bytes).toBe(-1);
  });
});

describe('A service that fails', () => {
  it('is asked again for a read, never for a command', async () => {
    flaky = 0;
    expect((await call('/v1/deals/flaky', { headers: await door.as('deal-desk') })).status).toBe(200);
    flaky = 0;
    expect(
      await problem(await call('/v1/deals/flaky', { method: 'POST', headers: await door.as('deal-desk') })),
    ).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    expect(flaky).toBe(1);
  });

  it('has a time in which it must answer', async () => {
    expect(await problem(await call('/v1/deals/slow', { headers: await door.as('deal-desk') }))).toMatchObject({
      status: 504,
      code: 'SERVICE_TIMEOUT',
    });
  });

  it('takes nobody else down: its paths answer 503 at once, the rest works, and it is back when it is back', async () => {
    const leads = await standIn('presales', ['leads'], (app) => app.get('/v1/leads', () => ({ items: [] })));
    const two = await openDoor([deals, leads], {
      rules: { proxy: { ...usualRules.proxy, breaker: { failures: 2, restMilliseconds: 300 } } },
    });
    try {
      const headers = await two.as('deal-desk');
      const { port } = new URL(leads.url);
      await leads.app.close();
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const answer = await fetch(`${two.url}/v1/leads`, { headers });
        expect(answer.headers.get('retry-after')).toMatch(/^[1-9]/);
        expect(await problem(answer)).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
      }
      expect((await fetch(`${two.url}/v1/deals`, { headers })).status).toBe(200);
      const ready = await fetch(`${two.url}/health/ready`);
      expect([ready.status, await ready.json()]).toEqual([
        503,
        { status: 'unavailable', services: { sales: 'ok', presales: 'unavailable' } },
      ]);
      const again = await standIn('presales', ['leads'], () => undefined);
      await again.app.close();
      const back = (await import('fastify')).default();
      back.get('/v1/leads', () => ({ items: [] }));
      await back.listen({ port: Number(port), host: '127.0.0.1' });
      await new Promise((resolve) => setTimeout(resolve, 350));
      expect((await fetch(`${two.url}/v1/leads`, { headers })).status).toBe(200);
      await back.close();
    } finally {
      await two.close();
    }
  });
});

describe('Many calls', () => {
  it('are limited per subject and per address, and told when to come back', async () => {
    const rules = { rates: { perSubject: { burst: 3, perSecond: 1 }, perAddress: { burst: 6, perSecond: 1 } } };
    const strict = await openDoor([deals], { rules });
    try {
      const statuses = async (persona: string, count: number) => {
        const headers = await strict.as(persona);
        const answers = [];
        for (let each = 0; each < count; each += 1) answers.push(await fetch(`${strict.url}/v1/deals`, { headers }));
        return answers;
      };
      const answers = await statuses('deal-desk', 4);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
      expect(await problem(answers[3]!)).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
      expect(answers[3]!.headers.get('retry-after')).toBe('1');
      expect(answers[3]!.headers.get('ratelimit')).toMatch(/^"default";r=0;t=\d+$/);
      expect((await statuses('finance', 3)).map(({ status }) => status)).toEqual([200, 200, 429]);
    } finally {
      await strict.close();
    }
  });
});
