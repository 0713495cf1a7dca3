// `npm run kafka`: one Kafka for a person, until Ctrl-C. Its data stay in the data folder.
import { join, resolve } from 'node:path';
import { ensureBuilt, ensureInstalled, ensureNode, root, say } from '../../../services/standalone/scripts/prepare.mjs';
import { kafkaIsMissing } from './kafka-means.mjs';

ensureNode();
delete process.env.KAFKA_BROKERS; // of our own, whatever else there is
const missing = kafkaIsMissing();
if (missing !== null) {
  process.stderr.write(`\n${missing}\nIt needs Docker, or Java 17 and Maven.\n`);
  process.exit(1);
}
await ensureInstalled();
await ensureBuilt();

const { kafkaBroker } = await import('../dist/kafka/kafka-broker.js');
const { isFree } = await import('../dist/kafka/free-ports.js');
const folder = resolve(process.env.TRIBUTARY_DATA ?? join(root, '.tributary'), 'kafka');
say('Starting Kafka');
const interrupted = new Promise((end) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, end)));
const options = (await isFree(9092)) ? { folder, port: 9092 } : { folder };
const broker = await kafkaBroker(options).catch((error) => {
  process.stderr.write(`\nKafka did not start. Does another one use ${folder}?\n${error.message}\n`);
  process.exit(1);
});
say(`Kafka is ready; its data are in ${folder}. Ctrl-C stops it. In another terminal:`);
process.stdout.write(`\nKAFKA_BROKERS=${broker.brokers.join(',')} npm start\n\n`);
await interrupted;
await broker.stop();
say('Kafka has stopped');
process.exit(0);
