import { identify, type CompanyDomain } from './customer-identity.js';

const acme = {
  name: 'ACME Corp.',
  country: 'US',
  domain: 'https://www.acme.com/about',
  registrationNumber: 'HRB 1234-B',
};
const domains: Readonly<Record<string, CompanyDomain>> = {
  'https://www.acme.com/about': { domain: 'acme.com', institution: false },
  'jane@acme.com': { domain: 'acme.com', institution: false },
  'jane@cam.ac.uk': { domain: 'cam.ac.uk', institution: true },
};
const resolve = (address: string): CompanyDomain | null => domains[address] ?? null;

describe('a customer', () => {
  it('is identified by comparable name, domain, registration number and the domain of its contact', () => {
    expect(identify(acme, 'jane@acme.com', resolve)).toEqual({
      name: 'acme',
      country: 'US',
      domain: 'acme.com',
      registration: 'HRB1234B',
      contactDomain: 'acme.com',
      institution: false,
    });
  });

  it('has no contact domain when the contact uses a public mail provider', () => {
    expect(identify(acme, 'jane@gmail.com', resolve).contactDomain).toBeNull();
  });

  it('has no registration when the number is only punctuation', () => {
    expect(identify({ ...acme, registrationNumber: ' - ' }, null, resolve).registration).toBeNull();
  });

  it.each(['University of Cambridge', 'Universität zu Köln', 'Ministry of Health'])(
    '%s is an institution by its name',
    (name) => {
      expect(identify({ ...acme, name, domain: null }, null, resolve).institution).toBe(true);
    },
  );

  it('is an institution by the registry of its contact', () => {
    expect(identify({ ...acme, domain: null }, 'jane@cam.ac.uk', resolve).institution).toBe(true);
  });
});
