// A CRM that keeps its copy of deals in a file. Killed and started as often as you like, it ends equal to the API.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { MalformedEvent, parseEvent, sequenceOf, topicOf, type DealV1, type Open } from '@tributary/contracts';
import { Kafka } from 'kafkajs';

const { TRIBUTARY_URL = 'http://127.0.0.1:3000', TRIBUTARY_TOKEN = '', KAFKA_BROKERS = '127.0.0.1:9092' } = process.env;
const { COPY = 'deals.json', GROUP = 'crm-copy-of-deals' } = process.env;

type Deal = Pick<Open<DealV1>, 'id' | 'number' | 'status' | 'value' | 'protection' | 'wonValue' | 'opportunityId'>;
const copy = new Map<string, Deal & { sequence: string }>(
  existsSync(COPY) ? JSON.parse(readFileSync(COPY, 'utf8')) : [],
);

/** What is not newer than what is stored has been seen before: that is all there is to repetitions. */
function keep(sequence: string, { id, number, status, value, protection, wonValue, opportunityId }: Deal): void {
  if (sequence > (copy.get(id)?.sequence ?? ''))
    copy.set(id, { sequence, id, number, status, value, protection, wonValue, opportunityId });
}

function save(): void {
  writeFileSync(`${COPY}.new`, JSON.stringify([...copy]));
  renameSync(`${COPY}.new`, COPY);
}

// New, or away for longer than events are kept (then delete the file): everything there is, once.
if (!existsSync(COPY)) {
  const headers = { authorization: `Bearer ${TRIBUTARY_TOKEN}` };
  const answer = await fetch(`${TRIBUTARY_URL}/v1/deal-registrations/export?format=ndjson`, { headers });
  if (!answer.ok) throw new Error(`The export answers ${answer.status}: ${await answer.text()}`);
  for (const line of (await answer.text()).split('\n').filter(Boolean)) {
    const { version, status, ...deal } = JSON.parse(line);
    if (status !== 'draft')
      keep(sequenceOf(version), { ...deal, status: status === 'conflict_hold' ? 'on_hold' : status });
  }
  save();
}

const consumer = new Kafka({ clientId: 'crm', brokers: KAFKA_BROKERS.split(',') }).consumer({ groupId: GROUP });
await consumer.connect();
await consumer.subscribe({ topic: topicOf('tributary.sales.DealRegistered.v1'), fromBeginning: true });
await consumer.run({
  // kafkajs commits the offset when this has ended: after the copy is saved, never before.
  eachBatch: async ({ batch }) => {
    for (const { headers, value, offset } of batch.messages) {
      try {
        const event = parseEvent(headers, value);
        if (event.type === 'unknown' || event.type === 'forgotten') continue;
        if ('deal' in event.data) keep(event.sequence, event.data.deal);
      } catch (error) {
        if (!(error instanceof MalformedEvent)) throw error;
        console.error(`${batch.topic}/${batch.partition}/${offset}: ${error.message}`); // the next event of the deal heals it
      }
    }
    save();
  },
});
