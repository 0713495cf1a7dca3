import { CertificationDefinition } from './certification-definition.js';
import type { Edition } from './edition.js';

const first: Edition = {
  from: '2026-01-01',
  families: ['GTX'],
  validMonths: 24,
  renewalWindowDays: 90,
  prerequisites: [],
  evidence: ['exam'],
  minimumScore: 70,
};
const identity = { id: 'd1', code: 'EXPERT', name: 'Expert', kind: 'technical' } as const;
const nothing = new Map<string, string[]>();

function defined(): CertificationDefinition {
  const definition = CertificationDefinition.define(identity, first, nothing);
  definition.pullEvents();
  return definition;
}
function refused(definition: CertificationDefinition, act: () => void, code: string): void {
  expect(act).toThrow(expect.objectContaining({ code }));
  expect(definition.pullEvents()).toEqual([]);
}

describe('a certification definition', () => {
  it('keeps for every day what held then', () => {
    const definition = defined();
    definition.revise({ ...first, from: '2026-07-01', validMonths: 12 }, '2026-06-15', nothing);
    expect(definition.pullEvents().map(({ type }) => type)).toEqual(['CertificationRevised']);
    expect(definition.termsOn('2026-06-30').validMonths).toBe(24);
    expect(definition.termsOn('2026-07-01').validMonths).toBe(12);
  });

  it('does not change what is past', () => {
    const definition = defined();
    const late = { ...first, from: '2026-06-14' };
    refused(definition, () => definition.revise(late, '2026-06-15', nothing), 'EDITION_IN_THE_PAST');
  });

  it('needs nothing that does not exist, and not itself', () => {
    const definition = defined();
    const needing = (...prerequisites: string[]): Edition => ({ ...first, from: '2026-07-01', prerequisites });
    const revise = (edition: Edition, others: [string, string[]][]) => () =>
      definition.revise(edition, '2026-06-15', new Map(others));
    refused(definition, revise(needing('NOWHERE'), []), 'PREREQUISITE_UNKNOWN');
    refused(definition, revise(needing('EXPERT'), []), 'PREREQUISITE_CYCLE');
    refused(
      definition,
      revise(needing('MIDDLE'), [
        ['MIDDLE', ['BASIC']],
        ['BASIC', ['EXPERT']],
      ]),
      'PREREQUISITE_CYCLE',
    );
    revise(needing('MIDDLE'), [
      ['MIDDLE', ['BASIC']],
      ['BASIC', ['MIDDLE']],
    ])();
    expect(definition.pullEvents()).toHaveLength(1);
  });

  it('asks for a score only where there is an exam', () => {
    const unfit: Edition = { ...first, evidence: ['completion'] };
    expect(() => CertificationDefinition.define(identity, unfit, nothing)).toThrow(
      expect.objectContaining({ code: 'SCORE_WITHOUT_EXAM' }),
    );
  });

  it('cannot be earned before its first day', () => {
    const definition = defined();
    refused(definition, () => definition.termsOn('2025-12-31'), 'NOT_TO_BE_EARNED');
  });

  it('is retired once, and neither earned nor revised afterwards', () => {
    const definition = defined();
    definition.retire('replaced');
    expect(definition.pullEvents()).toEqual([{ type: 'CertificationRetired', reason: 'replaced' }]);
    refused(definition, () => definition.retire('again'), 'INVALID_TRANSITION');
    refused(
      definition,
      () => definition.revise({ ...first, from: '2027-01-01' }, '2026-06-15', nothing),
      'INVALID_TRANSITION',
    );
    refused(definition, () => definition.termsOn('2026-06-15'), 'NOT_TO_BE_EARNED');
  });

  it('is renamed, and says nothing if the name is the same', () => {
    const definition = defined();
    definition.rename('Expert');
    definition.rename('GTX expert');
    expect(definition.pullEvents()).toEqual([{ type: 'CertificationRenamed' }]);
  });
});
