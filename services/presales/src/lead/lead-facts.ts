import { RuleViolation } from '@tributary/kernel';
import { tidyDomain } from './contact-keys.js';
import type { LeadContact, LeadFacts, Touch } from './lead-state.js';

const mostTouches = 200;
const mostFamilies = 50;
const longestNote = 20_000;
const shortestDomain = 3;

export function refuseUnfoundedContact({ contact, consent }: LeadFacts): void {
  if (contact !== null && consent === null)
    throw new RuleViolation('CONSENT_MISSING', 'A person’s data are kept only with a record of the ground for it.');
}

/** Names without doubled spaces, domains as they are compared, families once. */
export function tidied(facts: LeadFacts): LeadFacts {
  const { name, domain } = facts.company;
  const company = { name: tidyText(name), domain: domainFrom(domain) };
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
    families: [...new Set([...first.families, ...second.families])].slice(0, mostFamilies),
    contact: contactOf(first.contact, second.contact),
    note: noteFrom([first.note, second.note]),
    consent: first.consent ?? second.consent,
    touches: newest([...first.touches, ...second.touches]),
  };
}

function domainFrom(domain: string | null): string | null {
  const tidy = domain === null ? '' : tidyDomain(domain);
  return tidy.length < shortestDomain ? null : tidy;
}

function noteFrom(notes: readonly (string | null)[]): string | null {
  const said = [...new Set(notes.filter((note) => note !== null))];
  return said.length === 0 ? null : said.join('\n').slice(0, longestNote);
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
