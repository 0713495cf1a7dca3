import type { RunningService, ServiceConfig, ServiceDefinition } from './service-definition.js';

/** Migrates, opens pools, starts consumers, relay, workers and the HTTP server. Provisions nothing. */
export function bootService(definition: ServiceDefinition, config: ServiceConfig): Promise<RunningService> {
  return Promise.reject(new Error(`${definition.name} cannot be started yet on ${config.host ?? 'loopback'}.`));
}
