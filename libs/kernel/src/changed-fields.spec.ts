import fc from 'fast-check';
import { changedFields } from './index.js';

describe('the changed fields', () => {
  const state = { name: 'Acme', size: null as number | null, ids: [{ system: 'crm', id: '1' }], since: new Date(0) };

  it('are those that differ', () => {
    const change = { name: 'Acme', size: 5, ids: [{ system: 'crm', id: '2' }], since: new Date(1) };
    expect(changedFields(state, change)).toEqual(['size', 'ids', 'since']);
  });

  it('do not hang on the order of keys, as a database may give them back in another', () => {
    expect(changedFields(state, { ids: [{ id: '1', system: 'crm' }], since: new Date(0) })).toEqual([]);
  });

  it('tell a list from an object, a missing key from an undefined one, a date from an object', () => {
    expect(changedFields<{ v: unknown }>({ v: [] }, { v: {} })).toEqual(['v']);
    expect(changedFields<{ v: unknown }>({ v: { a: undefined } }, { v: { b: undefined } })).toEqual(['v']);
    expect(changedFields<{ v: unknown }>({ v: {} }, { v: new Date(0) })).toEqual(['v']);
  });

  it('are none for any value and its copy', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (v) => {
        expect(changedFields<{ v: unknown }>({ v }, { v: structuredClone(v) })).toEqual([]);
      }),
    );
  });
});
