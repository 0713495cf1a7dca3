import type * as messaging from '@tributary/messaging';
import { live } from './life.js';
import { Luck } from './luck.js';
import { makeSluggish } from './sluggish-log.js';

// One is killed each second: the next comes sooner if it loads what a relay needs, and not what consumers need.
const part = async (path: string): Promise<typeof messaging> =>
  (await import(new URL(path, import.meta.resolve('@tributary/messaging')).href)) as typeof messaging;
const { Relay } = await part('./relay/relay.js');
const { eventLogFromConfig } = await part('./event-log-from-config.js');

live(async ({ name, seed, database, log: config }) => {
  const log = await eventLogFromConfig(config);
  makeSluggish(log, new Luck(`${seed} ${name}`));
  const relay = new Relay({ database: { urls: database }, log });
  await relay.start();
  return {
    stop: async () => {
      await relay.stop();
      await log.close();
    },
  };
});
