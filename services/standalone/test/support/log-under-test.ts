import type { KafkaOptions } from '@tributary/messaging';
import { kafkaCluster } from '@tributary/testing';

/** Where an installation keeps its events, for as long as it runs. */
export interface LogUnderTest {
  /** For one that is started in the test's own process. */
  readonly options: { readonly kafka?: KafkaOptions };
  /** For one that is started as a person does it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const postgres = (): Promise<LogUnderTest> =>
  Promise.resolve({ options: {}, environment: {}, stop: () => Promise.resolve() });

/** A Kafka of its own: topics have the same names everywhere, so no two installations share one. */
async function kafka(): Promise<LogUnderTest> {
  const { brokers, stop } = await kafkaCluster(1);
  return { options: { kafka: { brokers } }, environment: { KAFKA_BROKERS: brokers.join(',') }, stop };
}

let open = postgres;

export const logUnderTest = (): Promise<LogUnderTest> => open();

/** From now on installations of this spec file keep their events in Kafka. */
export function useKafka(): void {
  open = kafka;
}
