export { partner, vendor } from './actors.js';
export { createTestDatabase, dropTestDatabase, testDatabase, type Persisted, type TestDatabase, type TestDatabaseOptions } from './test-database.js';
export { testServer, type TestServer } from './test-server.js';
