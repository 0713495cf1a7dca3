import { Conflict, NotYetKnown, Unavailable } from '@tributary/kernel';
import { isContention, kindOf, PermanentFailure } from './failure.js';

const coded = (code: string, message = 'an error'): Error => Object.assign(new Error(message), { code });

describe('what to do about an error of a handler', () => {
  it.each([
    ['a refused connection', coded('ECONNREFUSED')],
    ['a server that stops', coded('57P01')],
    ['a lost connection', coded('08006')],
    ['a deadlock', coded('40P01')],
    ['a serialization failure', coded('40001')],
    ['a lock that did not come free', coded('55P03')],
    ['a full server', coded('53300')],
    ['a connection that ended', new Error('Connection terminated unexpectedly')],
    ['an exhausted pool', new Error('timeout exceeded when trying to connect')],
    ['an answer that the persistence gave for such a thing', new Unavailable(1, { cause: coded('57P01') })],
    ['several refused addresses', new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')])],
  ])('everything waits for %s', (_, error) => {
    expect(kindOf(error)).toBe('infrastructure');
  });

  it.each([
    ['a rule', new Conflict('DUPLICATE', 'There is one.')],
    ['a fact that is not here yet', new NotYetKnown('partner')],
    ['a defect of ours', new TypeError('undefined is not a function')],
    ['a constraint', coded('23505')],
    ['a statement that takes too long for this event', new Unavailable(1, { cause: coded('57014') })],
    ['something that is no error', 'a string'],
    ['nothing', undefined],
  ])('the key is set aside for %s', (_, error) => {
    expect(kindOf(error)).toBe('business');
  });

  it('an event that can never be handled is buried', () => {
    expect(kindOf(new PermanentFailure('No.'))).toBe('permanent');
  });

  it('two transactions in each other’s way are tried in smaller ones', () => {
    expect([coded('40P01'), new Unavailable(1, { cause: coded('40001') })].map(isContention)).toEqual([true, true]);
    expect(isContention(coded('57P01'))).toBe(false);
  });
});
