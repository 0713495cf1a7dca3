import { fastify } from 'fastify';
import { addHealth } from './health.js';
import { RouteTable } from './route-table.js';

it('is ready when everything is, and names what is not', async () => {
  const server = fastify();
  addHealth(server, {
    database: () => Promise.resolve(true),
    log: () => Promise.reject(new Error('postgres://user:password@host is gone')),
    consumers: () => Promise.resolve(false),
    slow: () => new Promise(() => undefined),
  });
  expect((await server.inject('/health/live')).json()).toEqual({ status: 'up' });
  const ready = await server.inject('/health/ready');
  expect(ready.statusCode).toBe(503);
  expect(ready.json()).toEqual({
    status: 'down',
    checks: { database: 'up', log: 'down', consumers: 'down', slow: 'down' },
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
