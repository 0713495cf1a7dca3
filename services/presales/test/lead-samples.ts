import { Lead } from '../src/lead/lead.js';
import type { LeadFacts, Scored } from '../src/lead/lead-state.js';
import type { OfferTerms } from '../src/lead/offers.js';

export const now = new Date('2026-03-02T10:00:00.000Z');
export const [a, b, c] = ['partner-a', 'partner-b', 'partner-c'] as const;
export const scored: Scored = { score: 40, hot: false, scoring: { version: 1, contributions: [] } };
export const hoursLater = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);

export const facts: LeadFacts = {
  source: 'webinar',
  company: {
    name: 'Acme  Corporation',
    domain: 'https://www.Acme.com/',
    country: 'US',
    registrationNumber: null,
    employees: null,
  },
  segment: 'enterprise',
  families: ['GTX', 'GTX'],
  contact: { name: ' Ada  Lovelace ', email: 'Ada@acme.com', phone: null, jobTitle: null },
  note: null,
  consent: { basis: 'consent', source: 'Web form', at: now.toISOString() },
  touches: [],
  externalSystem: null,
  externalId: null,
};

export function captured(change: Partial<LeadFacts> = {}, contributedBy: string | null = null): Lead {
  const beginning = { id: 'lead', contributedBy, territory: 'NA', territoryId: null };
  const lead = Lead.capture(beginning, { ...facts, ...change }, scored, now);
  lead.pullEvents();
  return lead;
}

export const terms = (to: readonly string[] = [a]): OfferTerms => ({
  ...{ to, strategy: to.length > 1 ? 'pool' : 'best_match', ruleId: null },
  ...{ dueAt: hoursLater(8), remindAt: hoursLater(4), daysEndAt: hoursLater(72) },
});

export function qualified(contributedBy: string | null = null): Lead {
  const lead = captured({}, contributedBy);
  lead.qualify('manager', now);
  lead.pullEvents();
  return lead;
}

export function offered(to: readonly string[] = [a]): Lead {
  const lead = qualified();
  lead.offer(terms(to), now);
  lead.pullEvents();
  return lead;
}

export const by = (partnerId: string) => ({ partnerId, subject: `user of ${partnerId}` });
export const acceptance = {
  nextStep: 'Call',
  expectedValue: { amount: '100.00', currency: 'USD' },
  contactDueAt: hoursLater(24),
};

export function accepted(partnerId: string = a): Lead {
  const lead = offered([partnerId]);
  lead.accept(by(partnerId), acceptance, now);
  lead.pullEvents();
  return lead;
}

/** The code of a refusal; no event was recorded with it. */
export function refusal(lead: Lead, verb: () => void): string {
  try {
    verb();
  } catch (error) {
    const events = lead.pullEvents();
    if (events.length > 0)
      throw new Error(`Refused, and yet recorded: ${events.map(({ type }) => type).join(', ')}`, { cause: error });
    return (error as { code: string }).code;
  }
  throw new Error('Nothing was refused.');
}
