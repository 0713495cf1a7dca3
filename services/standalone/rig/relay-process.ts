import { eventLogFromConfig, Relay } from '@tributary/messaging';
import { live } from './life.js';

await live(async ({ database, log: config }) => {
  const log = await eventLogFromConfig(config);
  const relay = new Relay({ database: { urls: database }, log });
  await relay.start();
  return {
    stop: async () => {
      await relay.stop();
      await log.close();
    },
  };
});
