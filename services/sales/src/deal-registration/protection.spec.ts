import { after, monday } from '../../test/deals.js';
import { daysLeft, ended, nextWarning, protectionFor, unprotected } from './protection.js';

it('lasts the days that the program grants and warns first 30 days before its end', () => {
  expect(protectionFor(90, monday)).toEqual({
    protectedFrom: monday,
    protectedUntil: after(90),
    extensions: 0,
    warningDueAt: after(60),
  });
});

it('that is shorter than a warning begins with the next one', () => {
  expect(protectionFor(20, monday).warningDueAt).toEqual(after(6));
});

it.each([
  [0, 60],
  [60, 76],
  [76, 83],
  [82, 83],
  [83, 89],
])('after day %i of 90 the next warning is on day %i', (day, warning) => {
  expect(nextWarning(after(90), after(day))).toEqual(after(warning));
});

it('has no warning left on its last day', () => {
  expect(nextWarning(after(90), after(89))).toBeNull();
});

it('counts a begun day as a day that is left', () => {
  expect(daysLeft(after(90), after(60))).toBe(30);
  expect(daysLeft(after(90), after(89.5))).toBe(1);
  expect(daysLeft(after(90), after(91))).toBe(0);
});

it('is cut short by an end, never prolonged', () => {
  expect(ended(protectionFor(90, monday), after(10))).toEqual({ protectedUntil: after(10), warningDueAt: null });
  expect(ended(protectionFor(90, monday), after(100))).toEqual({ protectedUntil: after(90), warningDueAt: null });
  expect(ended(unprotected, monday)).toEqual({ protectedUntil: null, warningDueAt: null });
});
