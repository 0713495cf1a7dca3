import { possibleDuplicates, type KnownCompany } from './duplicate-check.js';

const partner: KnownCompany = {
  kind: 'partner',
  id: 'p1',
  emailDomain: 'acme.com',
  registrationNumber: 'HRB1234',
  name: 'acme',
};
const nothing = { emailDomain: null, registrationNumber: null, name: null };

describe('the duplicate check', () => {
  it('holds a company whose e-mail domain a partner has', () => {
    expect(possibleDuplicates({ ...nothing, emailDomain: 'acme.com' }, [partner])).toEqual([
      { kind: 'partner', id: 'p1', on: ['email_domain'] },
    ]);
  });

  it('names every shared key', () => {
    expect(
      possibleDuplicates({ emailDomain: 'acme.com', registrationNumber: 'HRB1234', name: 'acme' }, [partner])[0]?.on,
    ).toEqual(['email_domain', 'registration_number', 'name']);
  });

  it('names a company once, with everything that it was recognized by', () => {
    const byUser: KnownCompany = { ...partner, registrationNumber: null, name: null };
    const named: KnownCompany = { ...partner, emailDomain: null };
    const company = { emailDomain: 'acme.com', registrationNumber: null, name: 'acme' };
    expect(possibleDuplicates(company, [byUser, named])).toEqual([
      { kind: 'partner', id: 'p1', on: ['email_domain', 'name'] },
    ]);
  });

  it('finds nothing in keys that both lack', () => {
    expect(possibleDuplicates(nothing, [{ kind: 'application', id: 'a1', ...nothing }])).toEqual([]);
  });
});
