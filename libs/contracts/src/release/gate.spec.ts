import { z } from 'zod';
import { defineEvent, type EventDefinition } from '../event.js';
import { word } from '../vocabulary.js';
import { brokenContracts, sumOf, type Released } from './gate.js';
import { releaseOf, type Facts } from './release.js';

const data = z.object({ deal: z.object({ id: z.string(), status: word(['open', 'won']) }) });
const sample = { deal: { id: 'd1', status: 'open' as const } };
const spec = {
  service: 'sales',
  aggregate: 'deal',
  about: 'deal',
  version: 1,
  name: 'DealMoved',
  summary: 'It moved.',
} as const;
const moved: EventDefinition = defineEvent({ ...spec, replicated: true, data, sample });
const other: EventDefinition = defineEvent({ ...spec, name: 'DealNamed', data, sample });

const name = `${moved.type}.json`;
function released(facts: Partial<Facts> = {}): Released {
  const release = releaseOf(moved);
  const file = { ...release, facts: { ...release.facts, ...facts } };
  return { files: { [name]: file }, sums: { [name]: sumOf(file) } };
}
const grown = defineEvent({
  ...{ ...spec, replicated: true, sample },
  data: data.extend({ note: z.string().exactOptional() }),
});

describe('The gate', () => {
  it('lets pass what is as it was released', () => {
    expect(brokenContracts(released(), [moved])).toEqual([]);
  });

  it.each([
    ['topic', { topic: 'tributary.sales.deals' }, 'topic was tributary.sales.deals, is tributary.sales.deal'],
    [
      'state topic',
      { stateTopic: 'tributary.sales.deal.now' },
      'stateTopic was tributary.sales.deal.now, is tributary.sales.deal.state',
    ],
    ['number of partitions', { partitions: 6 }, 'partitions was 6, is 12'],
    ['key', { key: '/deal/number' }, 'key was /deal/number, is /deal/id'],
    ['source', { source: '/tributary/presales' }, 'source was /tributary/presales, is /tributary/sales'],
    [
      'dataschema',
      { dataschema: '/schemas/deal.json' },
      'dataschema was /schemas/deal.json, is /schemas/tributary.sales.DealMoved.v1.json',
    ],
  ])('refuses another %s', (_, facts, fault) => {
    expect(brokenContracts(released(facts), [moved])).toContain(`${moved.type}: ${fault}`);
  });

  it('refuses to drop a state topic, and to take an event from the partners', () => {
    const narrower = defineEvent({ ...spec, data, sample, audience: 'vendor' });
    expect(brokenContracts(released(), [narrower])).toEqual(
      expect.arrayContaining([
        `${moved.type}: stateTopic was tributary.sales.deal.state, is null`,
        `${moved.type}: audience was partner, is vendor`,
      ]),
    );
  });

  it('refuses an event that is gone', () => {
    expect(brokenContracts(released(), [])).toEqual([`${moved.type}: was released and is gone`]);
  });

  it('refuses a narrowed contract and a sample that is read no longer', () => {
    const narrow = z.object({ deal: z.object({ id: z.string().min(5), status: word(['open', 'won']) }) });
    const narrowed = defineEvent({
      ...spec,
      replicated: true,
      data: narrow,
      sample: { deal: { ...sample.deal, id: 'deal-1' } },
    });
    expect(brokenContracts(released(), [narrowed])).toEqual(
      expect.arrayContaining([
        `${moved.type}: /deal/id: minLength was open, is 5`,
        `${moved.type}: reads its released sample no longer: ${JSON.stringify(sample)}`,
      ]),
    );
  });

  it('refuses a released file that was edited or removed, and one that nobody released', () => {
    const { files, sums } = released();
    const edited = { ...files[name]!, samples: [] };
    expect(brokenContracts({ files: { [name]: edited }, sums }, [moved])).toEqual([
      `${name}: the released file was edited`,
    ]);
    expect(brokenContracts({ files: {}, sums }, [moved])).toContain(`${name}: the released file is gone`);
    expect(brokenContracts({ files, sums: {} }, [moved])[0]).toMatch(`${name}: has no sum`);
  });

  it('asks to release a new event, and an event that has grown, so that nothing of it can go again', () => {
    expect(brokenContracts(released(), [moved, other])).toEqual([
      expect.stringMatching(/DealNamed.v1: is not released as it is; run/),
    ]);
    expect(brokenContracts(released(), [grown])).toEqual([
      expect.stringMatching(/DealMoved.v1: is not released as it is; run/),
    ]);
    const second = releaseOf(grown);
    const { files, sums } = released();
    const both = { files: { ...files, second }, sums: { ...sums, second: sumOf(second) } };
    expect(brokenContracts(both, [grown])).toEqual([]);
    expect(brokenContracts(both, [moved])).toEqual([`${moved.type}: /note is gone`]);
  });

  it('lets a state topic come and more people read', () => {
    const first = released({ stateTopic: null, audience: 'vendor' });
    const again = releaseOf(moved);
    const both = { files: { ...first.files, again }, sums: { ...first.sums, again: sumOf(again) } };
    expect(brokenContracts(both, [moved])).toEqual([]);
  });
});
