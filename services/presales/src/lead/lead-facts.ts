import { RuleViolation } from '@tributary/kernel';
import { tidyDomain } from './contact-keys.js';
import type { LeadContact, LeadFacts, Touch } from './lead-state.js';

const mostTouches = 200;

export function refuseUnfoundedContact({ contact, consent }: LeadFacts): void {
  if (contact !== null && consent === null)
    throw new RuleViolation('CONSENT_MISSING', 'A person’s data are kept only with a record of the ground for it.');
}

/** Names without doubled spaces, domains as they are compared, families once. */
export function tidied(facts: LeadFacts): LeadFacts {
  const { name, domain } = facts.company;
  const company = { name: tidyText(name), domain: domain === null ? null : tidyDomain(domain) };
  return {
    ...facts,
    company: { ...facts.company, ...company },
    contact: facts.contact === null ? null : { ...facts.contact, name: tidyText(facts.contact.name) },
    families: [...new Set(facts.families)],
    touches: newest(facts.touches),
  };
}

/** What two captures of one interest say together: the first is believed where both speak. */
export function together(first: LeadFacts, second: LeadFacts): LeadFacts {
  const company = { ...second.company, ...present(first.company) };
  return {
    ...first,
    company,
    families: [...new Set([...first.families, ...second.families])],
    contact: contactOf(first.contact, second.contact),
    note: [first.note, second.note].filter((note) => note !== null).join('\n') || null,
    consent: first.consent ?? second.consent,
    touches: newest([...first.touches, ...second.touches]),
  };
}

function contactOf(first: LeadContact | null, second: LeadContact | null): LeadContact | null {
  if (first === null || second === null) return first ?? second;
  return { ...second, ...present(first) };
}

export function newest(touches: readonly Touch[]): Touch[] {
  return [...touches].sort((a, b) => a.at.localeCompare(b.at)).slice(-mostTouches);
}

function present<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as T;
}

function tidyText(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
