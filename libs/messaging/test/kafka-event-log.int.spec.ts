import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { kafkaBroker } from '@tributary/testing';
import { KafkaEventLog } from '../src/kafka/kafka-event-log.js';
import { eventLogConformance } from './event-log-conformance.js';

eventLogConformance('Kafka', async () => {
  const broker = await kafkaBroker();
  const sockets = new Set<Socket>();
  return {
    open: () =>
      Promise.resolve(
        new KafkaEventLog({
          brokers: broker.brokers,
          sessionMs: 6_000,
          sockets: ({ host, port, ssl, onConnect }) => {
            const socket = ssl ? connectTls({ host, port, ...ssl }, onConnect) : connectTcp({ host, port }, onConnect);
            sockets.add(socket.once('close', () => sockets.delete(socket)));
            return socket;
          },
        }),
      ),
    disturb: () => {
      for (const socket of sockets) socket.destroy(new Error('The connection was cut.'));
      return Promise.resolve();
    },
    dispose: () => broker.stop(),
  };
});
