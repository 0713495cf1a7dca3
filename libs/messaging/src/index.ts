export { eventLogFromConfig, type LogConfig } from './event-log-from-config.js';
export * from './event-log.js';
export { EventsServer, type ConsumerFigures, type EventsServerOptions } from './events-server.js';
export { PermanentFailure } from './delivery/failure.js';
export { On, type OnOptions } from './on.decorator.js';
export { partitionOf } from './partitioner.js';
export { PostgresEventLog, type PostgresEventLogOptions } from './postgres/postgres-event-log.js';
export { Relay, type RelayFigures, type RelayOptions } from './relay/relay.js';
export { FailedEvents, type DeadLetter, type FailedEvent, type ParkedKey } from './failed-events.js';
