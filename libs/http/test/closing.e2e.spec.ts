import { Agent, get } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { createTestDatabase, dropTestDatabase, testService } from '@tributary/testing';
import { bootService } from '../src/index.js';
import { sampleService } from './sample/sample-service.js';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

it('lets requests under way end, turns new ones away, and is gone', async () => {
  const service = await testService(sampleService);
  const { url } = service.running;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const status = (path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) =>
      get(url + path, { agent }, (answer) => answer.resume().on('end', () => resolve(answer.statusCode))).on(
        'error',
        reject,
      ),
    );
  const slow = fetch(`${url}/v1/weather/slow`);
  expect(await status('/v1/weather')).toBe(200);
  await pause(100);
  const closed = service.close();
  await pause(50);
  await expect(status('/v1/weather')).rejects.toThrow();
  expect((await slow).status).toBe(200);
  await closed;
  await expect(fetch(url)).rejects.toThrow();
  agent.destroy();
});

it('gives a handler up that does not answer, and lets a stream take its time', async () => {
  const service = await testService(sampleService, { handlerDeadline: 200 });
  const slow = await service.call('GET /v1/weather/slow');
  expect(slow).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
  expect(slow.headers.get('retry-after')).toBe('1');
  expect(await service.call('GET /v1/weather/stream')).toMatchObject({ status: 200, text: '0123' });
  await service.close();
});

it('closes what it has opened when it cannot start', async () => {
  const occupied = createServer();
  await new Promise<void>((resolve) => occupied.listen(0, '127.0.0.1', resolve));
  const { port } = occupied.address() as AddressInfo;
  await expect(testService(sampleService, { port })).rejects.toThrow('EADDRINUSE');
  occupied.close();
});

it('does not start on an operation that nobody described', async () => {
  const database = await createTestDatabase(sampleService);
  const errors = {};
  const config = {
    database,
    log: { url: database.owner },
    auth: { issuer: 'x', audience: 'x', jwks: { keys: [] } },
    standalone: true,
  };
  await expect(bootService({ ...sampleService, errors }, config)).rejects.toThrow(
    'WORD_REFUSED, which is not in the error catalogue',
  );
  await dropTestDatabase(database);
});
