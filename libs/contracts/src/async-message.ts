import { sequenceOf, sourceOf } from './envelope.js';
import type { EventDefinition } from './event.js';
import { dataSchemaOf, toJsonSchema, type JsonSchema } from './json-schema.js';
import { isInbound } from './service-name.js';

/** The message of an event as AsyncAPI 3 describes it: headers, key, data and an example of all three. */
export function asyncMessage(event: EventDefinition, publicUrl: string): Record<string, unknown> {
  return {
    name: event.type,
    title: event.name,
    summary: event.summary,
    description: `${event.when}.`,
    contentType: 'application/json',
    tags: [{ name: event.service }],
    headers: headersOf(event, publicUrl),
    payload: {
      schemaFormat: 'application/schema+json;version=draft-2020-12',
      schema: toJsonSchema(event, publicUrl),
    },
    correlationId: {
      description: 'The same for everything that one call has caused',
      location: '$message.header#/ce_correlationid',
    },
    bindings: { kafka: { key: keySchema(event), bindingVersion: '0.5.0' } },
    examples: [{ name: 'sample', headers: exampleHeaders(event, publicUrl), payload: event.sample }],
    'x-audience': event.audience,
  };
}

function keySchema(event: EventDefinition): JsonSchema {
  return event.key === null
    ? { type: 'string', description: 'Whatever keeps your order: the number of the order' }
    : { type: 'string', format: 'uuid', description: `Id of the aggregate: ${event.key} of the data` };
}

function headersOf(event: EventDefinition, publicUrl: string): JsonSchema {
  const isOthers = isInbound(event);
  const text = (description: string): JsonSchema => ({ type: 'string', description });
  const needed = ['ce_specversion', 'ce_id', 'ce_source', 'ce_type'];
  return {
    type: 'object',
    properties: {
      'content-type': { const: 'application/json' },
      ce_specversion: { const: '1.0' },
      ce_id: isOthers
        ? text('The same whenever you send the event again')
        : { ...text('UUIDv7, the same on every redelivery'), format: 'uuid' },
      ce_source: isOthers ? text('Your system') : { const: sourceOf(event.service) },
      ce_type: { const: event.type },
      ce_subject: text('Id of the aggregate, which is also the key'),
      ce_sequence: {
        ...text('Version of the aggregate; grows with every event of the subject, and may leave numbers out'),
        pattern: '^[0-9]{20}$',
      },
      ce_time: { ...text('When the fact was committed, UTC'), format: 'date-time' },
      ce_dataschema: isOthers ? text('If you like') : schemaHeader(event, publicUrl),
      ce_correlationid: text('The same for everything that one call has caused; its X-Request-Id'),
      ce_causationid: text('Id of the event that caused this one'),
      traceparent: text('W3C Trace Context'),
    },
    required: isOthers ? needed : ['content-type', ...needed, 'ce_subject', 'ce_sequence', 'ce_time', 'ce_dataschema'],
  };
}

/** Where it is not known which installation tells the event, the end of the address is. */
function schemaHeader(event: EventDefinition, publicUrl: string): JsonSchema {
  const end = dataSchemaOf(event).replaceAll('.', '\\.');
  return publicUrl === '' ? { type: 'string', pattern: `${end}$` } : { const: dataSchemaOf(event, publicUrl) };
}

function exampleHeaders(event: EventDefinition, publicUrl: string): Record<string, string> {
  const isOthers = isInbound(event);
  const [, about = '', id = ''] = (event.key ?? '').split('/');
  const subject = (event.sample as Record<string, Record<string, string> | undefined>)[about]?.[id];
  return {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: '0190f3a0-0000-7000-8000-0000000000ff',
    ce_source: isOthers ? `/${event.service}` : sourceOf(event.service),
    ce_type: event.type,
    ...(subject === undefined ? {} : { ce_subject: subject, ce_sequence: sequenceOf(7) }),
    ce_time: '2026-04-14T16:20:00.000Z',
    ...(isOthers ? {} : { ce_dataschema: dataSchemaOf(event, publicUrl) }),
    ce_correlationid: 'approval-1',
  };
}
