import { startServices } from './processes/start-services.js';
import { run } from './run.js';
import { welcome } from './terminal.js';

// `npm run start:services`: the gateway and every service as a process of its own.
await run(async (options) => {
  const { url, log, issuer, processes, close, kill } = await startServices(options);
  const places = processes.map(({ name, place }): [string, string] => [name, place]);
  return {
    welcome: welcome({ url, log, folder: options.dataFolder, hasPersonas: issuer !== null }, places),
    close,
    kill,
  };
});
