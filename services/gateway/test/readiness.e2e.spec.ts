import { openDoor, standIn } from './door.js';

describe('A service that is not ready', () => {
  it('is named with its own reasons, and with nothing else that it answers', async () => {
    const reasons = { log: 'nothing answers at its address', 'postgres://': 'x', long: 'x'.repeat(400), number: 7 };
    const waiting = await standIn('presales', ['leads'], (app) =>
      app.addHook('onRequest', (request, reply, done) => {
        if (request.url !== '/health/ready') return done();
        void reply.code(503).send({ status: 'down', checks: { log: 'down' }, reasons, stack: 'secret' });
      }),
    );
    const deals = await standIn('sales', ['deals'], () => undefined);
    const two = await openDoor([deals, waiting]);
    try {
      const ready = await fetch(`${two.url}/health/ready`);
      expect([ready.status, await ready.json()]).toEqual([
        503,
        {
          status: 'unavailable',
          services: { sales: 'ok', presales: 'unavailable' },
          reasons: { presales: { log: 'nothing answers at its address' } },
        },
      ]);
    } finally {
      await two.close();
      await Promise.all([waiting.app.close(), deals.app.close()]);
    }
  });
});
