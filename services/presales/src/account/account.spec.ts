import { RuleViolation } from '@tributary/kernel';
import { Account } from './account.js';

const acme = { legalName: 'Acme Corporation', country: 'US', domains: ['acme.com'] };

function known(): Account {
  const account = Account.create('acme', acme, []);
  account.pullEvents();
  return account;
}

describe('an account', () => {
  it('is created with tidy names and domains', () => {
    const account = Account.create(
      'acme',
      { legalName: ' Acme   Corporation ', country: 'US', domains: ['ACME.com', 'acme.com'] },
      [],
    );
    expect(account.state).toMatchObject(acme);
    expect(account.pullEvents()).toEqual([{ type: 'AccountCreated' }]);
  });

  it('tells which fields changed', () => {
    const account = known();
    account.update({ employees: 12, country: 'US', domains: ['ACME.COM'] }, []);
    expect(account.pullEvents()).toEqual([{ type: 'AccountUpdated', changed: ['employees'] }]);
  });

  it('is not changed by what it already says', () => {
    const account = known();
    account.update({ ...acme, tags: [] }, []);
    expect(account.pullEvents()).toEqual([]);
  });

  it('cannot stand above itself', () => {
    const account = known();
    expect(() => account.update({ parentAccountId: 'child' }, ['child', 'acme'])).toThrow(RuleViolation);
    expect(() => account.update({ parentAccountId: 'acme' }, ['acme'])).toThrow('above itself');
    expect(account.pullEvents()).toEqual([]);
  });

  it('cannot be put below an account that nobody knows', () => {
    expect(() => Account.create('acme', { ...acme, parentAccountId: 'nowhere' }, [])).toThrow(
      expect.objectContaining({ code: 'PARENT_UNKNOWN' }),
    );
    const account = known();
    expect(() => account.update({ parentAccountId: 'nowhere' }, [])).toThrow(
      expect.objectContaining({ code: 'PARENT_UNKNOWN' }),
    );
    expect(account.pullEvents()).toEqual([]);
  });

  it("as the customer's customer needs the customer", () => {
    expect(() => Account.create('user', { ...acme, segment: 'b2b2x' }, [])).toThrow(
      expect.objectContaining({ code: 'PARENT_REQUIRED' }),
    );
    const account = known();
    expect(() => account.update({ segment: 'b2b2x' }, [])).toThrow(
      expect.objectContaining({ code: 'PARENT_REQUIRED' }),
    );
    account.update({ segment: 'b2b2x', parentAccountId: 'operator' }, ['operator']);
    expect(account.pullEvents()).toEqual([{ type: 'AccountUpdated', changed: ['segment', 'parentAccountId'] }]);
  });
});
