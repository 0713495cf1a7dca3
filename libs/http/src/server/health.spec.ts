import { fastify } from 'fastify';
import { addHealth } from './health.js';
import { RouteTable } from './route-table.js';

it('is ready when everything is, and names what is not and why, without a word of its inside', async () => {
  const server = fastify();
  addHealth(server, {
    database: () => Promise.resolve(null),
    log: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:5432 postgres://user:password@host')),
    relay: () => Promise.reject(new Error('relation outbox of host db7 is gone')),
    consumers: () => Promise.resolve('events wait'),
    slow: () => new Promise(() => undefined),
  });
  expect((await server.inject('/health/live')).json()).toEqual({ status: 'up' });
  const ready = await server.inject('/health/ready');
  expect(ready.statusCode).toBe(503);
  expect(ready.json()).toEqual({
    status: 'down',
    checks: { database: 'up', log: 'down', relay: 'down', consumers: 'down', slow: 'down' },
    reasons: {
      log: 'nothing answers at its address',
      relay: 'the log of the service says more',
      consumers: 'events wait',
      slow: 'no answer in time',
    },
  });
});

it('knows the methods of a path with parameters', () => {
  const routes = new RouteTable();
  routes.add('GET', '/v1/deals');
  routes.add(['GET', 'HEAD'], '/v1/deals/:id');
  routes.add('POST', '/v1/deals/export');
  expect(routes.methodsAt('/v1/deals/7')).toEqual(['GET', 'HEAD']);
  expect(routes.methodsAt('/v1/deals/export')).toEqual(['GET', 'HEAD', 'POST']);
  expect(routes.methodsAt('/v1/deals/7/x')).toEqual([]);
  expect(routes.methodsAt('/v1xdeals')).toEqual([]);
});
