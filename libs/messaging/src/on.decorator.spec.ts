import { accountCreatedV1, accountUpdatedV1, dealRegisteredV1 } from '@tributary/contracts';
import { On } from './on.decorator.js';

describe('a handler that reads states', () => {
  it('must take every event of the aggregate, because only the last one of a key is kept', () => {
    expect(() => On(accountCreatedV1, 'a-replica', { from: 'state' })).toThrow(accountUpdatedV1.type);
    expect(() => On([accountCreatedV1, accountUpdatedV1], 'a-replica', { from: 'state' })).not.toThrow();
    expect(() => On(accountCreatedV1, 'a-reaction')).not.toThrow();
  });

  it('cannot be of an aggregate whose states are not published', () => {
    expect(() => On(dealRegisteredV1, 'a-replica', { from: 'state' })).toThrow('has no state topic');
  });
});
