// What somebody else's code looks like: compiled in a project of its own, with the packed contracts and without Node's types.
import { MalformedEvent, parseCloudEvent, parseEvent, stateTopicOf, topicOf, topics } from '@tributary/contracts';

declare const console: { log(text: string): void };

const attributes = {
  specversion: '1.0',
  id: '0190f3a0-0000-7000-8000-0000000000ff',
  source: '/tributary/presales',
  type: 'tributary.presales.PriceChanged.v1',
  subject: '0190f3a0-0000-7000-8000-000000000081',
  sequence: '00000000000000000003',
  time: '2026-02-03T10:00:00.000Z',
};
const price = {
  id: attributes.subject,
  priceBookId: '0190f3a0-0000-7000-8000-000000000080',
  edition: 1,
  sku: 'GTX-PRO',
  unitPrice: '4821.00',
  currency: 'EUR',
  breaks: [],
  validFrom: '2026-01-01T00:00:00.000Z',
  validUntil: null,
};
const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, value]));

/** The type of `data` follows from the type of the event; a misspelt field or type does not compile. */
function priceOf(event: ReturnType<typeof parseEvent>): string {
  switch (event.type) {
    case 'tributary.presales.PriceChanged.v1':
      return `${event.data.price.sku} ${event.data.price.unitPrice}`;
    case 'tributary.sales.DealApproved.v1':
      // @ts-expect-error: an approved deal has no price
      return String(event.data.price);
    case 'tributary.sales.DealWon.v1': {
      const status: string = event.data.deal.status;
      // @ts-expect-error: vocabularies are open, so this is not the only word that may come
      const won: 'won' = event.data.deal.status;
      return status + won;
    }
    // @ts-expect-error: there is no such event
    case 'tributary.sales.DealDreamt.v1':
      return 'a dream';
    case 'unknown':
      return `not ours: ${event.unknownType}`;
    default:
      return event.type;
  }
}

console.log(priceOf(parseEvent(headers, JSON.stringify({ price }))));
console.log(priceOf(parseCloudEvent({ ...attributes, data: { price } })));
console.log(priceOf(parseEvent({ ...headers, ce_type: 'tributary.presales.PriceDreamt.v1' }, '{}')));
console.log(priceOf(parseEvent({}, null)));
try {
  parseEvent(headers, '{"price":{}}');
} catch (error) {
  console.log(error instanceof MalformedEvent ? error.faults[0]! : 'another error');
}
console.log(topicOf('tributary.presales.PriceChanged.v1'));
console.log(String(stateTopicOf('tributary.presales.PriceChanged.v1')));
console.log(String(topics.includes('tributary.presales.price')));
