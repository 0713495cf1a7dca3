import type { KafkaOptions } from '@tributary/messaging';
import { kafkaCluster } from '@tributary/testing';

/** Where an installation keeps its events, for as long as it runs. */
export interface LogUnderTest {
  readonly options: { readonly kafka?: KafkaOptions };
  stop(): Promise<void>;
}

const postgres = (): Promise<LogUnderTest> => Promise.resolve({ options: {}, stop: () => Promise.resolve() });

/** A Kafka of its own: topics have the same names everywhere, so no two installations share one. */
async function kafka(): Promise<LogUnderTest> {
  const { brokers, stop } = await kafkaCluster(1);
  return { options: { kafka: { brokers } }, stop };
}

let open = postgres;

export const logUnderTest = (): Promise<LogUnderTest> => open();

/** From now on installations of this spec file keep their events in Kafka. */
export function useKafka(): void {
  open = kafka;
}
