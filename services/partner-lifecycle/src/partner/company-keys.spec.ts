import { emailDomainKey, nameKey, registrationKey } from './company-keys.js';

describe('a company is recognized', () => {
  it.each([
    ['ACME Corp.', 'acme'],
    ['Acme, Inc', 'acme'],
    ['Café Müller & Söhne GmbH', 'cafe muller sohne'],
    ['Cafe Mueller und Soehne', 'cafe muller und sohne'],
    ['Telco S.A.', 'telco'],
    ['株式会社アクメ', '株式会社アクメ'],
    ['The Company Ltd', null],
  ])('reads the name "%s" as %p', (name, key) => {
    expect(nameKey(name)).toBe(key?.normalize('NFKD').replace(/\p{M}/gu, '') ?? key);
  });

  it('reads a registration number without its punctuation', () => {
    expect(registrationKey('hrb 12-34')).toBe('HRB1234');
    expect(registrationKey(' - ')).toBeNull();
  });

  it('takes no public mailbox for a company', () => {
    expect(emailDomainKey('jo@GMAIL.com')).toBeNull();
    expect(emailDomainKey('jo@Acme.COM')).toBe('acme.com');
  });
});
