import { AccountRelation } from './account-relation.js';

const soldBy = {
  id: 'relation',
  accountId: 'acme',
  partnerId: 'northwind',
  kind: 'sold_by',
  validFrom: '2026-01-01',
  validUntil: null,
} as const;

describe('a relation of a partner to an account', () => {
  it('holds until it is ended', () => {
    const relation = AccountRelation.relate(soldBy);
    relation.end('2026-06-30', 'Moved to a distributor');
    expect(relation.state.validUntil).toBe('2026-06-30');
    expect(relation.pullEvents()).toEqual([
      { type: 'AccountRelated' },
      { type: 'AccountRelationEnded', reason: 'Moved to a distributor' },
    ]);
  });

  it.each([
    ['PERIOD_EMPTY', '2025-12-31'],
    ['ALREADY_ENDED', '2026-07-01'],
  ])('cannot be ended with %s', (code, lastDay) => {
    const relation = new AccountRelation({ ...soldBy, validUntil: '2026-06-30' });
    expect(() => relation.end(lastDay, null)).toThrow(expect.objectContaining({ code }));
    expect(relation.pullEvents()).toEqual([]);
  });

  it('must begin before it ends', () => {
    expect(() => AccountRelation.relate({ ...soldBy, validUntil: '2025-12-31' })).toThrow(
      expect.objectContaining({ code: 'PERIOD_EMPTY' }),
    );
  });
});
