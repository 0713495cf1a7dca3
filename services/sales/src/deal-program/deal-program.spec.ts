import { program } from '../../test/deals.js';
import { mustBeAmounts, mustFollow } from './deal-program.js';

const now = new Date('2026-03-02T10:00:00Z');
const later = new Date('2026-04-01T00:00:00Z');

it('a version takes effect now or later, after the one before it', () => {
  expect(() => mustFollow(null, now, now)).not.toThrow();
  expect(() => mustFollow({ effectiveFrom: now }, later, now)).not.toThrow();
});

it('the past is not rewritten', () => {
  expect(() => mustFollow(null, new Date('2026-03-02T09:59:59Z'), now)).toThrow(
    expect.objectContaining({ code: 'PROGRAM_NOT_RETROACTIVE' }),
  );
});

it('a version does not take effect before an earlier one', () => {
  expect(() => mustFollow({ effectiveFrom: later }, later, now)).toThrow(
    expect.objectContaining({ code: 'PROGRAM_VERSION_ORDER' }),
  );
});

it('amounts are amounts of the currency of the program', () => {
  expect(() => mustBeAmounts(program)).not.toThrow();
  expect(() => mustBeAmounts({ ...program, minimumValue: '10.001' })).toThrow(
    expect.objectContaining({ code: 'NOT_AN_AMOUNT' }),
  );
  expect(() => mustBeAmounts({ ...program, currency: 'JPY', autoApprovalCeilings: { gold: '0.5' } })).toThrow(
    expect.objectContaining({ code: 'NOT_AN_AMOUNT' }),
  );
});
