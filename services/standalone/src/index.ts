export { definitions } from './boot/definitions.js';
export { PortInUse } from './boot/port.js';
export { startTributary } from './boot/start-tributary.js';
export type { StartOptions, Tributary } from './boot/tributary.js';
export { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres/embedded-postgres.js';
export { SeedClock } from './seed/seed-clock.js';
export type { Seed, SeedContext } from './seed/seed.js';
