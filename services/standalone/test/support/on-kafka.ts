import { useKafka } from './log-under-test.js';

// Imported before the spec file that is to run on Kafka as well.
jest.setTimeout(120_000);
useKafka();
