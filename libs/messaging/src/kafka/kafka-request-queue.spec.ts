import { createRequire } from 'node:module';
import { calmRequestQueues } from './kafka-request-queue.js';

interface Queue {
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  push(request: object): void;
  checkPendingRequests(): void;
}

const newQueue = (): Queue => {
  const load = createRequire(import.meta.url);
  const RequestQueue = load('kafkajs/src/network/requestQueue/index.js') as new (options: object) => Queue;
  const logger = { debug: () => undefined, warn: () => undefined };
  return new RequestQueue({ logger, maxInFlightRequests: 1, requestTimeout: 1_000 });
};

describe('the requests of kafkajs', () => {
  beforeAll(() => calmRequestQueues());

  it('are not looked for while none waits', () => {
    const queue = newQueue();
    queue.checkPendingRequests();
    expect(queue.throttleCheckTimeoutId).toBeNull();
  });

  it('are sent when a throttle is over', async () => {
    const queue = newQueue();
    queue.throttledUntil = Date.now() + 50;
    const sent = new Promise<void>((resolve) =>
      queue.push({
        entry: { correlationId: 1, resolve: () => undefined },
        expectResponse: false,
        sendRequest: resolve,
      }),
    );
    await sent;
    expect(Date.now()).toBeGreaterThanOrEqual(queue.throttledUntil);
  });
});
