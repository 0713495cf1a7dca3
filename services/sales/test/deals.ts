import { BusinessCalendar, defaultCalendar } from '@tributary/kernel';
import { conflictOf, type Match } from '../src/deal-conflict/conflict.js';
import { statedOf, type DealDetails, type StatedDeal } from '../src/deal-details/deal-details.js';
import { assess } from '../src/deal-program/assessment.js';
import type { DealProgramVersion } from '../src/deal-program/deal-program.js';
import type { Registrant } from '../src/deal-program/eligibility.js';
import { DealRegistration } from '../src/deal-registration/deal-registration.js';
import type { Approval, Submission } from '../src/deal-registration/submission.js';

/** A Monday. */
export const monday = new Date('2026-03-02T10:00:00.000Z');
export const after = (days: number, from = monday): Date => new Date(from.getTime() + days * 86_400_000);
export const calendar = new BusinessCalendar(defaultCalendar);

export const program: DealProgramVersion = {
  id: 'p1',
  version: 3,
  name: 'Standard',
  currency: 'USD',
  protectionDays: 90,
  extensions: 2,
  extensionDays: 30,
  reopenGraceDays: 14,
  decisionDays: 2,
  overdueDecision: 'escalate',
  minimumValue: '1000',
  minimumLeadDays: 7,
  resubmissions: 2,
  partnerTypes: [],
  tiers: [],
  countries: [],
  families: [],
  agreements: ['reseller'],
  certifications: [],
  distributor: 'optional',
  tendersAreReviewed: true,
  autoApprovalCeilings: { silver: '25000', gold: '50000', platinum: '100000' },
  uplifts: { gold: '5' },
  openLimits: {},
  isDefault: true,
  effectiveFrom: new Date('2026-01-01T00:00:00.000Z'),
  createdBy: 'vendor-admin',
  createdAt: new Date('2026-01-01T00:00:00.000Z'),
};

export const gold: Registrant = {
  partnerId: 'northwind',
  status: 'active',
  tier: 'gold',
  type: 'value_added_reseller',
  agreements: [{ kind: 'reseller', expiresOn: null }],
  requirements: [],
  openDeals: 0,
};

export const deal: DealDetails = {
  dealType: 'new',
  distributorId: null,
  hiddenFromDistributor: false,
  customer: {
    accountId: null,
    name: 'ACME Corp.',
    country: 'US',
    domain: 'acme.com',
    registrationNumber: null,
    segment: 'enterprise',
    user: null,
  },
  identity: {
    name: 'acme',
    country: 'US',
    domain: 'acme.com',
    registration: null,
    contactDomain: null,
    institution: false,
  },
  contact: null,
  lines: [{ sku: 'GTX-PRO', family: 'GTX', quantity: '4', value: { amount: '20000.00', currency: 'USD' } }],
  value: { amount: '20000.00', currency: 'USD' },
  expectedCloseOn: '2026-06-30',
  project: null,
  competitor: null,
  incumbent: null,
  tenderOn: null,
  evidence: [],
  externalIds: [],
};

/** The same deal as its partner states it. */
export const stated = (change: Partial<StatedDeal> = {}): StatedDeal => ({ ...statedOf(deal), ...change });

export const worth = (amount: string, currency = 'USD'): Partial<DealDetails> => ({ value: { amount, currency } });

/** Another partner's registration of the same domain. */
export const taken: Match = {
  class: 'registration',
  sameDomain: true,
  sameRegistration: false,
  sameContactDomain: false,
  nameSimilarity: 1,
};

/** What a submission rests on. */
interface Grounds extends Pick<Submission, 'by' | 'program' | 'now'> {
  readonly registrant: Registrant;
  readonly matches: readonly Match[];
}

const grounds: Grounds = { by: 'reseller-sales', registrant: gold, program, matches: [], now: monday };

/** The submission of a deal as it stands, judged as the services would judge it. */
export function submission(details: DealDetails = deal, change: Partial<Grounds> = {}): Submission {
  const { by, program: terms, now, registrant, matches } = { ...grounds, ...change };
  const assessment = assess(details, registrant, terms, now);
  const conflict = conflictOf(matches, details.identity.institution);
  return { by, details, program: terms, assessment, conflict, calendar, opportunityId: 'o1', now };
}

export const approval: Approval & { readonly reason: string } = {
  by: 'channel-manager',
  reason: 'First in line',
  program,
  opportunityId: 'o1',
  now: monday,
};

const opening = {
  id: 'd1',
  partnerId: 'northwind',
  territory: null,
  registeredBy: 'reseller-sales',
  programId: 'p1',
  programVersion: 3,
};

export function drafted(details: Partial<DealDetails> = {}): DealRegistration {
  const registration = DealRegistration.draft({ ...deal, ...details, ...opening });
  registration.pullEvents();
  return registration;
}

/** A registration that was submitted; its events are pulled. */
export function submitted(details: Partial<DealDetails> = {}, change: Partial<Grounds> = {}): DealRegistration {
  const stated = { ...deal, ...details };
  const registration = DealRegistration.register({ ...stated, ...opening }, submission(stated, change));
  registration.pullEvents();
  return registration;
}

export const inReview = (): DealRegistration => submitted(worth('60000.00'));
export const held = (): DealRegistration => submitted({}, { matches: [taken] });
export const approved = (): DealRegistration => submitted();

/** The code of the refusal, after which nothing may have been recorded. */
export function refusalOf(registration: DealRegistration, verb: () => void): { code: string; events: unknown[] } {
  try {
    verb();
  } catch (error) {
    return { code: (error as { code: string }).code, events: registration.pullEvents() };
  }
  throw new Error('It was not refused.');
}

export const refused = (code: string): { code: string; events: unknown[] } => ({ code, events: [] });
