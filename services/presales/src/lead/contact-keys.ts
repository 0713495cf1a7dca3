import type { LeadFacts, LeadState } from './lead-state.js';

/** What two leads of one person have in common: the e-mail address, or the company's domain with the person's name. */
export function contactKeys({
  company,
  contact,
}: Pick<LeadFacts, 'company' | 'contact'>): Pick<LeadState, 'emailKey' | 'personKey'> {
  const email = contact?.email ?? null;
  const name = contact === null ? '' : folded(contact.name);
  return {
    emailKey: email === null ? null : email.trim().toLowerCase(),
    personKey: company.domain === null || name === '' ? null : `${company.domain} ${name}`,
  };
}

/** A name without case, accents and doubled spaces. */
function folded(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** A domain as it is compared: `https://www.Acme.com/` is `acme.com`. */
export function tidyDomain(domain: string): string {
  return domain
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#].*$/, '');
}
