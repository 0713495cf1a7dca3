// One Kafka for a person, until Ctrl-C. Its data stay in the folder that is told.

import { kafkaBroker } from '../dist/kafka/kafka-broker.js';
import { isFree } from '../dist/kafka/free-ports.js';

delete process.env.KAFKA_BROKERS; // of our own, whatever else there is
const folder = process.argv[2];
const interrupted = new Promise((end) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, end)));
const options = (await isFree(9092)) ? { folder, port: 9092 } : { folder };
const broker = await kafkaBroker(options).catch((error) => {
  process.stderr.write(`\nKafka did not start. Does another one use ${folder}?\n${lastLines(error.message)}\n`);
  process.exit(1);
});
process.stdout.write(
  `\nKafka is ready; its data are in ${folder}. Ctrl-C stops it. In another terminal:\n\nKAFKA_BROKERS=${broker.brokers.join(',')} npm start\n\n`,
);
await interrupted;
await broker.stop();
process.stdout.write('Kafka has stopped.\n');
process.exit(0);

function lastLines(text) {
  return text
    .split('\n')
    .filter((line) => !/^\s+at |SLF4J/.test(line))
    .slice(-5)
    .join('\n');
}
