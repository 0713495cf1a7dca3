import { companyDomain } from './company-domain.tldts.js';

describe('the domain of a company', () => {
  it.each([
    ['https://www.acme.com/products?id=1', 'acme.com'],
    ['jane@mail.acme.co.uk', 'acme.co.uk'],
    ['ACME.COM', 'acme.com'],
    ['shop.acme.com.br', 'acme.com.br'],
  ])('%s is %s', (address, domain) => {
    expect(companyDomain(address)).toEqual({ domain, institution: false });
  });

  it.each(['cam.ac.uk', 'mit.edu', 'dhs.gov', 'meti.go.jp', 'sante.gouv.fr'])(
    '%s belongs to an institution',
    (address) => {
      expect(companyDomain(address)?.institution).toBe(true);
    },
  );

  it.each(['jane@gmail.com', 'jane@yahoo.co.uk', 'jane@t-online.de', 'jane@qq.com'])(
    '%s counts for no company',
    (address) => {
      expect(companyDomain(address)).toBeNull();
    },
  );

  it('of two sites on one hosting platform is not the platform', () => {
    expect(companyDomain('acme.github.io')?.domain).toBe('acme.github.io');
  });

  it.each(['', '192.168.0.1', 'localhost', 'not a domain', 'http://', '@@'])('"%s" is none', (address) => {
    expect(companyDomain(address)).toBeNull();
  });
});
