export * from './event-log.js';
export * from './partitioner.js';
export * from './postgres/postgres-event-log.js';
