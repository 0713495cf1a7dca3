import type { ServiceDefinition } from '@tributary/http';

/** Every service behind the gateway. */
export const definitions: readonly ServiceDefinition[] = [];
