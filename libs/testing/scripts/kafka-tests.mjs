// Which tests need Kafka, and whether they can run here.
import { kafkaIsMissing } from './kafka-means.mjs';

const named = ['/[^/]*kafka[^/]*\\.(?:int|e2e)\\.spec\\.ts$', '<rootDir>/.*/kafka/[^/]*\\.(?:int|e2e)\\.spec\\.ts$'];

/** Why the tests that need Kafka are left out; null if they run. With REQUIRE_KAFKA=1 they always run, and fail without one. */
export function whyWithoutKafka() {
  return process.env.REQUIRE_KAFKA === '1' ? null : kafkaIsMissing();
}

/** Patterns of the spec files that jest leaves out here; it says so. */
export function leftOutWithoutKafka() {
  const reason = whyWithoutKafka();
  if (reason === null) return [];
  process.stderr.write(`The tests that need Kafka are left out. ${reason}\n`);
  return named;
}
