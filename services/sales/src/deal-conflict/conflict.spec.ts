import { taken } from '../../test/deals.js';
import { conflictOf, scoreOf, severityOf, standing, type Match } from './conflict.js';

const nothing: Match = { ...taken, sameDomain: false, nameSimilarity: 0 };

it.each<[string, Partial<Match>, number, string]>([
  ['an equal domain', { sameDomain: true }, 1, 'hard'],
  ['an equal registration number', { sameRegistration: true }, 1, 'hard'],
  ['the domain of the contact', { sameContactDomain: true }, 0.8, 'hold'],
  ['a name that is nearly the same', { nameSimilarity: 0.95 }, 0.95, 'hard'],
  ['a similar name', { nameSimilarity: 0.76 }, 0.76, 'hold'],
  ['a name on the limit', { nameSimilarity: 0.75 }, 0.75, 'hold'],
  ['a name with something in common', { nameSimilarity: 0.74 }, 0.74, 'note'],
])('%s scores %j as %s: %s', (_, evidence, score, severity) => {
  expect(scoreOf({ ...nothing, ...evidence }, false)).toBe(score);
  expect(severityOf(score)).toBe(severity);
});

it('the strongest evidence counts, pieces do not add up', () => {
  expect(scoreOf({ ...nothing, sameContactDomain: true, nameSimilarity: 0.9 }, false)).toBe(0.9);
});

it('an equal domain of a public body or a university is a hold, never hard alone', () => {
  expect(severityOf(scoreOf({ ...nothing, sameDomain: true }, true))).toBe('hold');
  expect(severityOf(scoreOf({ ...nothing, sameDomain: true, sameRegistration: true }, true))).toBe('hard');
});

it('the gravest of several matches is the conflict', () => {
  const lead: Match = { ...nothing, class: 'lead', nameSimilarity: 0.8 };
  const direct: Match = { ...nothing, class: 'direct_pipeline', sameDomain: true };
  expect(conflictOf([lead, direct], false)).toMatchObject({ class: 'direct_pipeline', severity: 'hard', score: 1 });
});

it('without a match there is no conflict', () => {
  expect(conflictOf([], false)).toBeNull();
});

it('a note stands in nobody’s way', () => {
  expect(conflictOf([{ ...nothing, nameSimilarity: 0.6 }], false)?.stands).toBe(false);
  expect(conflictOf([taken], false)?.stands).toBe(true);
});

it('only what is more than a note has to be settled', () => {
  const faint = { ...nothing, nameSimilarity: 0.6 };
  expect(standing([faint, taken])).toEqual([taken]);
});

it('its reason names the class and nobody', () => {
  expect(conflictOf([{ ...taken, class: 'direct_pipeline' }], false)?.reason.code).toBe('DIRECT_PIPELINE');
});
