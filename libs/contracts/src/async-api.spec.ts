import { Parser, type AsyncAPIDocumentInterface } from '@asyncapi/parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { asyncApi, catalog, orderFulfilledV1, topics } from './index.js';

const publicUrl = 'https://prm.example.com';
let document: AsyncAPIDocumentInterface;
beforeAll(async () => {
  const parsed = await new Parser().parse(JSON.stringify(asyncApi(catalog, publicUrl)));
  expect(parsed.diagnostics.filter(({ severity }) => severity <= 1)).toEqual([]);
  document = parsed.document!;
}, 240_000);

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
const channel = (address: string) =>
  document
    .channels()
    .all()
    .find((each) => each.address() === address)!;
const kafkaOf = (address: string) => channel(address).bindings().get('kafka')?.value();

describe('The AsyncAPI document', () => {
  it('has a channel for every topic and state topic, and a message for every event', () => {
    const states = catalog.flatMap(({ stateTopic }) => (stateTopic === null ? [] : [stateTopic]));
    const wanted = new Set([...topics, ...states, 'erp.order.fulfilled']);
    expect(
      document
        .channels()
        .all()
        .map((each) => each.address())
        .sort(),
    ).toEqual([...wanted].sort());
    expect(document.allMessages().all().length).toBe(catalog.length);
  });

  it('says of each topic how Kafka keeps it', () => {
    expect(kafkaOf('tributary.sales.deal-registration')).toMatchObject({
      topic: 'tributary.sales.deal-registration',
      partitions: 12,
      topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': 2_592_000_000 },
    });
    expect(kafkaOf('tributary.presales.account.state')).toMatchObject({
      topicConfiguration: { 'cleanup.policy': ['compact'] },
    });
  });

  it('has Tributary send what it tells and receive what others tell', () => {
    const received = document
      .operations()
      .filterByReceive()
      .flatMap((each) => each.channels().all());
    expect(received.map((each) => each.address())).toEqual([orderFulfilledV1.topic]);
    const sent = document
      .operations()
      .filterBySend()
      .flatMap((each) => each.channels().all());
    expect(sent.length).toBe(document.channels().all().length - 1);
  });

  it.each(catalog.map((event) => [event.type, event] as const))(
    '%s has headers, key and example that agree',
    (_, event) => {
      const message = document
        .allMessages()
        .all()
        .find((each) => each.name() === event.type)!;
      const [example] = message.examples().all();
      expect(example!.payload()).toEqual(event.sample);
      const headers = ajv.compile(message.headers()!.json<object>());
      expect(headers(example!.headers()) || headers.errors).toBe(true);
      expect(headers({ ...example!.headers(), ce_type: 'another' })).toBe(false);
      expect(message.correlationId()?.location()).toBe('$message.header#/ce_correlationid');
      expect(message.bindings().get('kafka')?.value()).toMatchObject({ key: { type: 'string' } });
      expect(message.description()).toBe(`${event.when}.`);
      if (event.key !== null)
        expect(example!.headers()).toMatchObject({ ce_dataschema: `${publicUrl}/schemas/${event.type}.json` });
    },
  );
});
