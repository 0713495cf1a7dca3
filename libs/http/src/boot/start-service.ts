import { KafkaSettingFault, LogUnreachable } from '@tributary/messaging';
import { bootService } from './boot-service.js';
import { LogMismatch } from './log-membership.js';
import type { ServiceConfig, ServiceDefinition } from './service-definition.js';

const told = [KafkaSettingFault, LogUnreachable, LogMismatch];

/** A service as a process of its own. One that cannot start says why and ends with 1. */
export async function startService(definition: ServiceDefinition, config: () => ServiceConfig): Promise<void> {
  try {
    await bootService(definition, config());
  } catch (error) {
    process.stderr.write(`${definition.name} could not start: ${reasonOf(error)}\n`);
    process.exit(1);
  }
}

/** A sentence for what a person can change, everything that is known for the rest. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return told.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}
