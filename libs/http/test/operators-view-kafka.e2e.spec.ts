import { randomUUID } from 'node:crypto';
import { EventLog, type LogRecord } from '@tributary/messaging';
import { kafkaCluster } from '@tributary/testing';
import { operatorsView } from './operators-view.js';
import { noteWrittenV1 } from './sample/note.schema.js';

operatorsView('Kafka', async () => {
  const { brokers, nodes, stop } = await kafkaCluster(1);
  const [node] = nodes;
  return {
    log: { kafka: { brokers, clientId: randomUUID(), partitions: 2, sessionMs: 6_000 } },
    away: () => node!.kill(),
    back: async () => {
      await node!.start();
      await node!.listens();
    },
    // As a producer does that was not answered and sends again.
    repeat: async ({ running }) => {
      const log = running.app.get(EventLog);
      const last = new Map<number, LogRecord>();
      await log.replay({
        topics: [noteWrittenV1.topic],
        onBatch: ({ partition, records }) => Promise.resolve(void last.set(partition, records[records.length - 1]!)),
      });
      for (const [partition, record] of last) await log.append(noteWrittenV1.topic, partition, [record], 20_000);
    },
    stop,
  };
});
