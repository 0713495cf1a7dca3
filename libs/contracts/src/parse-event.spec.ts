import {
  catalog,
  dealApprovedV1,
  MalformedEvent,
  parseCloudEvent,
  parseEvent,
  sequenceOf,
  stateTopicOf,
  topicOf,
  topics,
} from './index.js';

const data = dealApprovedV1.sample;
const envelope = {
  specversion: '1.0',
  id: '0190f3a0-0000-7000-8000-0000000000ff',
  source: '/tributary/sales',
  type: dealApprovedV1.type as string,
  subject: data.deal.id,
  sequence: sequenceOf(7),
  time: '2026-02-03T10:00:00.000Z',
  dataschema: '/schemas/tributary.sales.DealApproved.v1.json',
  correlationid: 'approval-1',
};
const headersOf = (attributes: object): Record<string, Buffer> => ({
  'content-type': Buffer.from('application/json'),
  ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, Buffer.from(String(value))])),
});
const valueOf = (json: unknown): Buffer => Buffer.from(JSON.stringify(json));

/** What an outsider's code does: the type of `data` follows from the type of the event. */
function untilOf(event: ReturnType<typeof parseEvent>): string | undefined {
  switch (event.type) {
    case 'tributary.sales.DealApproved.v1':
      return event.data.deal.protection?.until;
    case 'unknown':
      return event.unknownType;
    default:
      return undefined;
  }
}

describe('A message in binary mode', () => {
  it('is read to its event, its attributes and its data', () => {
    const trace = { traceparent: Buffer.from('00-1-2-01') };
    const event = parseEvent({ ...headersOf(envelope), ...trace }, valueOf(data));
    const { specversion: _, ...attributes } = envelope;
    expect(event).toEqual({ ...attributes, traceparent: '00-1-2-01', data });
    expect(untilOf(event)).toBe(data.deal.protection!.until);
  });

  it('may have texts for headers, and several of one name', () => {
    const headers = Object.fromEntries(Object.entries(envelope).map(([name, value]) => [`ce_${name}`, ['old', value]]));
    expect(parseEvent(headers, JSON.stringify(data))).toMatchObject({ type: envelope.type, id: envelope.id });
  });

  it.each(catalog.filter(({ service }) => service !== 'erp').map((event) => [event.type, event] as const))(
    '%s is read from its sample',
    (type, { sample, service }) => {
      const headers = headersOf({ ...envelope, type, source: `/tributary/${service}` });
      expect(parseEvent(headers, valueOf(sample))).toMatchObject({ type, data: sample });
    },
  );

  it('loses what this release does not know, and keeps a word that it does not know', () => {
    const newer = { ...data, shade: 'dark', deal: { ...data.deal, status: 'frozen', mood: 'good' } };
    expect(parseEvent(headersOf(envelope), valueOf(newer))).toMatchObject({
      data: { ...data, deal: { ...data.deal, status: 'frozen' } },
    });
    expect(JSON.stringify(parseEvent(headersOf(envelope), valueOf(newer)))).not.toMatch(/shade|mood/);
  });

  it('of a type that this release does not know is unknown, not an error', () => {
    const event = parseEvent(headersOf({ ...envelope, type: 'tributary.sales.DealFrozen.v1' }), valueOf({ any: 1 }));
    expect(event).toEqual({
      type: 'unknown',
      unknownType: 'tributary.sales.DealFrozen.v1',
      id: envelope.id,
      source: envelope.source,
      subject: envelope.subject,
      data: { any: 1 },
    });
    expect(untilOf(event)).toBe('tributary.sales.DealFrozen.v1');
    const foreign = parseEvent(headersOf({ ...envelope, type: 'com.example.Invoice' }), Buffer.from('<xml/>'));
    expect(foreign).toMatchObject({ type: 'unknown', data: undefined });
  });

  it('without a value says that its key is to be forgotten', () => {
    expect(parseEvent({}, null)).toEqual({ type: 'forgotten' });
    expect(parseEvent(undefined, null)).toEqual({ type: 'forgotten' });
  });

  it.each([
    [
      'without headers',
      {},
      data,
      /ce_specversion is missing; ce_id is missing; ce_source is missing; ce_type is missing/,
    ],
    ['without a sequence', { ...envelope, sequence: '' }, data, /DealApproved.v1 0190.* ce_sequence is missing/],
    ['of another CloudEvents', { ...envelope, specversion: '0.3' }, data, /ce_specversion is 0.3, not 1.0/],
    [
      'with an amount that is a number',
      envelope,
      { ...data, deal: { ...data.deal, value: { amount: 1, currency: 'USD' } } },
      /\/deal\/value\/amount .*string/,
    ],
  ])('%s is malformed, and says where', (_, attributes, json, fault) => {
    expect(() => parseEvent(headersOf(attributes), valueOf(json))).toThrow(fault);
    expect(() => parseEvent(headersOf(attributes), valueOf(json))).toThrow(MalformedEvent);
  });

  it('that is not JSON is malformed, and names the event', () => {
    const read = () => parseEvent(headersOf(envelope), Buffer.from('{"deal":'));
    expect(read).toThrow(
      /^tributary.sales.DealApproved.v1 0190f3a0-0000-7000-8000-0000000000ff cannot be read: the data are not JSON$/,
    );
  });
});

describe('A CloudEvent in structured mode', () => {
  it('is read from text, from bytes and from what was parsed', () => {
    const event = { ...envelope, datacontenttype: 'application/json', data };
    for (const json of [event, JSON.stringify(event), valueOf(event)])
      expect(parseCloudEvent(json)).toMatchObject({ type: envelope.type, sequence: envelope.sequence, data });
  });

  it.each([
    ['{"specversion":', /the data are not JSON/],
    ['[]', /it is no JSON object/],
    ['null', /it is no JSON object/],
    [JSON.stringify({ ...envelope, id: 7, data }), /id is missing/],
    [JSON.stringify(envelope), /: \/ .*object/],
  ])('%s is malformed', (json, fault) => {
    expect(() => parseCloudEvent(json)).toThrow(fault);
  });
});

describe('Topics', () => {
  it('are known by the type of an event', () => {
    expect(topicOf('tributary.sales.DealApproved.v1')).toBe('tributary.sales.deal-registration');
    expect(stateTopicOf('tributary.sales.DealApproved.v1')).toBeNull();
    expect(stateTopicOf('tributary.presales.AccountCreated.v1')).toBe('tributary.presales.account.state');
  });

  it('are what we publish to, each once', () => {
    expect(topics).toContain('tributary.sales.deal-registration');
    expect(topics).not.toContain('erp.order.fulfilled');
    expect(new Set(topics).size).toBe(topics.length);
  });
});
