// Prints why the tests that need Kafka are left out here; nothing if they run.
import { whyWithoutKafka } from './kafka-tests.mjs';

const reason = whyWithoutKafka();
if (reason !== null) process.stdout.write(`${reason}\n`);
