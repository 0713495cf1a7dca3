export { partner, vendor } from './actors.js';
export { overprivilegedRoles, unprotectedTables, type Inspected, type Unprotected } from './isolation.js';
export {
  createTestDatabase,
  dropTestDatabase,
  testDatabase,
  type Persisted,
  type TestDatabase,
  type TestDatabaseOptions,
} from './test-database.js';
export { appendEvent, tell, type ToldAs } from './events.js';
export { eventually } from './eventually.js';
export { effortOf, type Effort } from './plans.js';
export { wrongExamples } from './openapi-examples.js';
export { testIssuer, type TestIssuer } from './test-issuer.js';
export { testServer, type TestServer } from './test-server.js';
export { testService, type Answer, type Call, type TestService } from './test-service.js';
export { wireProxy, type WireProxy } from './wire-proxy.js';
export { kafkaBroker, type KafkaBroker } from './kafka/kafka-broker.js';
export { kafkaCluster, type KafkaCluster, type KafkaClusterOptions } from './kafka/kafka-cluster.js';
export type { KafkaNode } from './kafka/kafka-node.js';
export { kafkaIsMissing } from '../scripts/kafka-means.mjs';
export { Outsider } from './outsider.js';
