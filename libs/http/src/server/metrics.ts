import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client';

export interface MetricsServer {
  readonly url: string;
  close(): Promise<void>;
}

/** The metrics of one service; every line carries its name. */
export function serviceRegistry(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  return registry;
}

/** Serves the metrics of all services of this process, and of the process itself, at `/metrics` on a port of their own. */
export async function serveMetrics(
  registries: readonly Registry[],
  port: number,
  host = '127.0.0.1',
): Promise<MetricsServer> {
  const process = new Registry();
  collectDefaultMetrics({ register: process });
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    void exposition([process, ...registries]).then(
      (text) => response.writeHead(200, { 'content-type': process.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await listening(server, port, host);
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}/metrics`,
    close: () =>
      new Promise((resolve) => {
        process.clear();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// `Registry.merge` refuses two registries that know the same name; aggregating keeps the series apart by their labels.
async function exposition(registries: readonly Registry[]): Promise<string> {
  const metrics = await Promise.all(registries.map((registry) => registry.getMetricsAsJSON()));
  return AggregatorRegistry.aggregate(metrics).metrics();
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}
