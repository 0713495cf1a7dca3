import { serveMetrics } from '@tributary/http';
import { Registry } from 'prom-client';
import { startTributary } from './boot/start-tributary.js';
import { run } from './run.js';
import { welcome } from './terminal.js';

// `npm start`: everything in this process.
await run(async (options) => {
  const tributary = await startTributary(options);
  const registries = Object.values(tributary.services).map((service) => service.app.get<Registry>(Registry));
  const metrics = await serveMetrics(registries, options.metricsPort ?? 0);
  const { url, issuer, log } = tributary;
  return {
    welcome: welcome({ url, log, folder: options.dataFolder, hasPersonas: issuer !== null }, [
      ['Metrics', metrics.url],
    ]),
    close: async () => {
      await metrics.close();
      await tributary.close();
    },
    kill: () => tributary.kill(),
  };
});
