import { WarrantyTerm, type WarrantyTermState } from './warranty-term.js';

const term: Omit<WarrantyTermState, 'status'> = {
  id: '00000000-0000-7000-8000-000000000001',
  code: 'STD-24',
  name: 'Standard',
  startsAt: 'installation',
  latestStartDays: 90,
  service: 'depot',
  coverages: [
    { costClass: 'parts', months: 24, coveredPercent: 100 },
    { costClass: 'labor', months: 12, coveredPercent: 100 },
  ],
  exclusions: ['lightning'],
  transferable: true,
  territories: [],
  extensionSkus: [],
  supplierMonths: 12,
};
const rehydrated = (change: Partial<WarrantyTermState> = {}) =>
  new WarrantyTerm({ ...term, status: 'offered', ...change });

describe('A warranty term', () => {
  it('is offered once it is defined', () => {
    const defined = WarrantyTerm.define(term);
    expect(defined.state.status).toBe('offered');
    expect(defined.pullEvents()).toEqual([{ type: 'WarrantyTermDefined' }]);
  });

  it('covers no class of cost twice', () => {
    const twice = { ...term, coverages: [...term.coverages, term.coverages[0]!] };
    expect(() => WarrantyTerm.define(twice)).toThrow(expect.objectContaining({ code: 'COST_CLASS_TWICE' }));
  });

  it('has no latest start after shipment when it starts there', () => {
    expect(() => WarrantyTerm.define({ ...term, startsAt: 'shipment' })).toThrow(
      expect.objectContaining({ code: 'LATEST_START_POINTLESS' }),
    );
    expect(() => rehydrated().change({ startsAt: 'shipment' })).toThrow(
      expect.objectContaining({ code: 'LATEST_START_POINTLESS' }),
    );
    expect(WarrantyTerm.define({ ...term, startsAt: 'shipment', latestStartDays: null }).state.startsAt).toBe(
      'shipment',
    );
  });

  it('says nothing when a change changes nothing', () => {
    const offered = rehydrated();
    offered.change({ name: term.name, exclusions: ['lightning'] });
    expect(offered.pullEvents()).toEqual([]);
  });

  it('is neither changed nor withdrawn again once it is withdrawn', () => {
    const withdrawn = rehydrated();
    withdrawn.withdraw('Replaced by STD-36');
    expect(withdrawn.pullEvents()).toEqual([{ type: 'WarrantyTermWithdrawn', reason: 'Replaced by STD-36' }]);
    for (const verb of [() => withdrawn.change({ name: 'x' }), () => withdrawn.withdraw('again')]) {
      expect(verb).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }));
    }
    expect(withdrawn.pullEvents()).toEqual([]);
  });
});
