import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import {
  catalog,
  ContractBreach,
  dealApprovedV1,
  defineEvent,
  definitionOf,
  toJsonSchema,
  type EventDefinition,
} from './index.js';
import { text, word } from './vocabulary.js';

function strictAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
  for (const keyword of ['x-extensible-enum', 'x-personal-data']) ajv.addKeyword(keyword);
  for (const format of ['uuid', 'date', 'date-time']) ajv.addFormat(format, true);
  return ajv;
}

const colorV1 = defineEvent({
  service: 'sales',
  aggregate: 'paint',
  name: 'Painted',
  version: 1,
  summary: 'Painted.',
  data: z.object({ color: word(['red', 'blue']), note: text.nullable() }),
  sample: { color: 'red', note: null },
});

function keyOf({ key, sample }: EventDefinition): string {
  const [, about = '', id = ''] = (key ?? '').split('/');
  return (sample as Record<string, Record<string, string>>)[about]?.[id] ?? 'any';
}

describe('every event of the catalog', () => {
  it('tells its fact, when it is told, and by which key; those of another system choose the key themselves', () => {
    for (const { type, summary, when, key } of catalog) {
      expect([type, summary, when]).toEqual([
        type,
        expect.stringMatching(/.{10}/),
        expect.stringMatching(/^[A-Z].{10}/),
      ]);
      expect([type, key]).toEqual([type, type.startsWith('erp.') ? null : expect.stringMatching(/^\/[a-zA-Z]+\/id$/)]);
    }
  });

  it.each(catalog.map((event) => [event.type, event] as const))('%s publishes its own sample', (_, event) => {
    expect(event.of(keyOf(event), event.sample).data).toEqual(event.sample);
  });

  it('has a type and a name of its own', () => {
    expect(new Set(catalog.map((event) => event.type)).size).toBe(catalog.length);
    for (const event of catalog) expect(definitionOf(event.type)).toBe(event);
  });
});

describe('a producer', () => {
  it('cannot publish what the contract forbids', () => {
    expect(() => colorV1.of('key', { color: 'red', note: '' })).toThrow(ContractBreach);
    expect(() =>
      dealApprovedV1.of(dealApprovedV1.sample.deal.id, { ...dealApprovedV1.sample, approvedBy: '' }),
    ).toThrow(/approvedBy/);
  });

  it('cannot use a word that its version does not know', () => {
    expect(() => colorV1.of('key', { color: 'green' as 'red', note: null })).toThrow(/red, blue/);
  });

  it('cannot leak a field that the contract does not name', () => {
    expect(colorV1.of('key', { color: 'red', note: null, rival: 'Globex' } as typeof colorV1.sample).data).toEqual(
      colorV1.sample,
    );
  });

  it('cannot publish under another key than the id of what it is about', () => {
    const publish = () => dealApprovedV1.of(dealApprovedV1.sample.deal.partnerId, dealApprovedV1.sample);
    expect(publish).toThrow(/\/deal\/id is not the key/);
  });

  it('cannot publish more than 64 KiB', () => {
    const long = defineEvent({
      ...{ service: 'sales', aggregate: 'paint', name: 'Long', version: 1, summary: 'Long.' },
      data: z.object({ all: z.string() }),
      sample: { all: '' },
    });
    expect(() => long.of('key', { all: 'x'.repeat(65_536) })).toThrow(/at most 65536/);
  });
});

describe('a reader', () => {
  it('ignores a field that it does not know', () => {
    const newer = { ...colorV1.sample, shade: 'dark' };
    expect(colorV1.schema.parse(newer)).toEqual(colorV1.sample);
    expect(strictAjv().compile(toJsonSchema(colorV1))(newer)).toBe(true);
  });

  it('takes a word that a later release has added', () => {
    const newer = { color: 'green', note: null };
    expect(colorV1.schema.parse(newer)).toEqual(newer);
    expect(strictAjv().compile(toJsonSchema(colorV1))(newer)).toBe(true);
  });

  it('refuses an amount that is not a decimal string', () => {
    const { deal } = dealApprovedV1.sample;
    expect(
      dealApprovedV1.schema.safeParse({
        ...dealApprovedV1.sample,
        deal: { ...deal, value: { amount: 1.5, currency: 'USD' } },
      }).success,
    ).toBe(false);
  });
});
