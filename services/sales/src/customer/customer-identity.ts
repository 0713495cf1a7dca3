import { comparableName } from './customer-name.js';

/** A company as somebody names it. For a service provider's sale this is the company that will use the product. */
export interface NamedCompany {
  readonly name: string;
  readonly country: string;
  readonly domain: string | null;
  readonly registrationNumber: string | null;
}

/** A registrable domain. `institution` tells that its registry serves public bodies or universities only. */
export interface CompanyDomain {
  readonly domain: string;
  readonly institution: boolean;
}

/** What tells one customer from another, brought to one form once, so that everything later compares for equality or similarity. */
export interface CustomerIdentity {
  readonly name: string;
  readonly country: string;
  readonly domain: string | null;
  readonly registration: string | null;
  readonly contactDomain: string | null;
  /** A public body or a university: many independent buyers behind one domain. */
  readonly institution: boolean;
}

const institutionWords = new Set(
  (
    'university universitat universite universidad universita universiteit college academy school ministry ministerium ministere ministerio ' +
    'municipality government council county bundesamt landkreis stadt comune mairie ayuntamiento prefeitura police'
  ).split(' '),
);

export function comparableRegistration(registrationNumber: string): string | null {
  const plain = registrationNumber.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  return plain === '' ? null : plain;
}

/** `resolve` brings an address (web site, host or e-mail) to the company's registrable domain; null for a public mail provider. */
export function identify(
  company: NamedCompany,
  contactEmail: string | null,
  resolve: (address: string) => CompanyDomain | null,
): CustomerIdentity {
  const name = comparableName(company.name);
  const own = company.domain === null ? null : resolve(company.domain);
  const contact = contactEmail === null ? null : resolve(contactEmail);
  return {
    name,
    country: company.country,
    domain: own?.domain ?? null,
    registration: company.registrationNumber === null ? null : comparableRegistration(company.registrationNumber),
    contactDomain: contact?.domain ?? null,
    institution: (own ?? contact)?.institution === true || name.split(' ').some((word) => institutionWords.has(word)),
  };
}
