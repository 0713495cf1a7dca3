import { Aggregate, Conflict, InvalidTransition, NotFound, RuleViolation } from '@tributary/kernel';
import { contactKeys } from './contact-keys.js';
import type { LeadEvent, OpportunityPlan } from './lead-event.js';
import { newest, refuseUnfoundedContact, tidied, together } from './lead-facts.js';
import {
  factsOf,
  nextStatuses,
  nobodyHasIt,
  type Acceptance,
  type Answering,
  type DeskReason,
  type DisqualifyCode,
  type LeadBeginning,
  type LeadFacts,
  type LeadState,
  type LeadStatus,
  type Scored,
  type Touch,
} from './lead-state.js';
import {
  answered,
  closed,
  offerOf,
  offersTo,
  readersOf,
  refuseBarredFrom,
  standing,
  takenBack,
  type DeclineCode,
  type OfferTerms,
} from './offers.js';

const protectionDays = 30;

/** A company's interest: captured, qualified, offered to partners one after the other until one accepts, worked on and converted into business, or given up. */
export class Lead extends Aggregate<LeadState, LeadEvent> {
  static capture(beginning: LeadBeginning, facts: LeadFacts, scored: Scored, now: Date): Lead {
    refuseUnfoundedContact(facts);
    const readers = readersOf([], beginning.contributedBy);
    const nobody = { ...nobodyHasIt, daysEndAt: null, deskReason: null, accountId: null };
    const known = { ...tidied(facts), ...scored, ...beginning, capturedAt: now, offers: [], readers, hop: 0 };
    const lead = new Lead({ ...known, ...contactKeys(known), ...nobody, status: 'new' });
    lead.apply({}, { type: 'LeadCaptured' });
    return lead;
  }

  /** A second capture of the same interest: what was not known is taken over, and so is what the person did. */
  merge(facts: LeadFacts, score: (facts: LeadFacts) => Scored): void {
    refuseUnfoundedContact(facts);
    this.refuseClosed();
    const merged = together(factsOf(this.state), tidied(facts));
    this.apply({ ...merged, ...contactKeys(merged), ...score(merged) }, { type: 'LeadMerged', source: facts.source });
  }

  touch(touches: readonly Touch[], score: (facts: LeadFacts) => Scored): void {
    this.refuseClosed();
    const all = { ...factsOf(this.state), touches: newest([...this.state.touches, ...touches]) };
    this.apply({ touches: all.touches, ...score(all) }, { type: 'LeadTouched' });
  }

  qualify(qualifiedBy: string, now: Date): void {
    this.refuseUnless('qualified', 'new', 'recycled');
    const { contact } = this.state;
    if (contact === null || (contact.email === null && contact.phone === null))
      throw new RuleViolation('NOT_REACHABLE', 'Nobody can be reached: an e-mail address or a phone number is needed.');
    const begun = { hop: 0, daysEndAt: null, deskReason: null };
    this.apply({ status: 'qualified', ...begun, routeDueAt: now }, { type: 'LeadQualified', qualifiedBy });
  }

  disqualify(code: DisqualifyCode, reason: string | null, by: Answering<string | null>, now: Date): void {
    if (by.partnerId !== null) this.refuseOthers(by.partnerId);
    this.refuseUnless('disqualified');
    const from = standing(this.state.offers, 'open');
    const offers = closed(this.state.offers, 'ended', now);
    const due = { offerDueAt: null, remindDueAt: null, contactDueAt: null, routeDueAt: null, protectedUntil: null };
    const owner = { partnerId: this.state.acceptedAt === null ? null : this.state.partnerId };
    const change = { status: 'disqualified' as const, deskReason: null, ...due, ...owner };
    const fact = { code, reason, from, disqualifiedBy: by.subject };
    this.applyOffers(offers, change, { type: 'LeadDisqualified', ...fact });
  }

  /** Nothing will come of it now, perhaps later: it can be qualified again. */
  recycle(reason: string, now: Date): void {
    this.refuseUnless('recycled');
    this.takeBack('recycled', 'recycled', reason, null, now);
  }

  /** Offers it to one partner, or to several of whom the first to accept gets it. */
  offer(terms: OfferTerms, now: Date): void {
    this.refuseUnless('offered', 'qualified');
    refuseBarredFrom(this.state, terms.to);
    const { offers } = this.state;
    const { to, strategy, ruleId, dueAt } = terms;
    const hop = this.state.hop + 1;
    const change = {
      ...{ status: 'offered' as const, hop, offeredAt: now, offerDueAt: dueAt, remindDueAt: terms.remindAt },
      ...{ partnerId: to.length === 1 ? to[0]! : null, routeDueAt: null, deskReason: null },
      daysEndAt: this.state.daysEndAt ?? terms.daysEndAt,
    };
    const offered = [...offers, ...offersTo(to, { hop, strategy, ruleId }, now)];
    this.applyOffers(offered, change, { type: 'LeadOffered', to, strategy, hop, dueAt });
  }

  /** The vendor has it routed once more, whatever hops and days it has used. */
  startOver(now: Date): void {
    this.refuseUnless('offered', 'qualified');
    const begun = { hop: 0, daysEndAt: null, deskReason: null, routeDueAt: now };
    this.apply(begun, { type: 'LeadRoutingStarted' });
  }

  leaveToVendor(because: DeskReason): void {
    this.refuseUnless('offered', 'qualified');
    this.apply({ routeDueAt: null, deskReason: because }, { type: 'LeadLeftToVendor', because });
  }

  /** What time alone does: half of a window is over, nobody answered, or the owner did not get in touch. Otherwise nothing. */
  keepTime(now: Date): void {
    const { status, offerDueAt, remindDueAt, contactDueAt } = this.state;
    const isDue = (at: Date | null): boolean => at !== null && at <= now;
    if (status === 'offered' && isDue(offerDueAt)) this.lapse(now);
    else if (status === 'offered' && isDue(remindDueAt))
      this.apply({ remindDueAt: null }, { type: 'LeadOfferReminded' });
    else if (status === 'accepted' && isDue(contactDueAt))
      this.takeBack('timed_out', 'qualified', 'No first contact in time', 'no_contact', now);
  }

  /** The partner has looked at it for the first time. */
  open(partnerId: string, now: Date): void {
    const offer = offerOf(this.state.offers, partnerId);
    if (offer?.status !== 'open' || offer.openedAt !== null) return;
    const offers = answered(this.state.offers, partnerId, { openedAt: now.toISOString() });
    this.apply({ offers }, { type: 'LeadOfferOpened' });
  }

  accept(by: Answering, terms: Acceptance, now: Date): void {
    this.refuseUnlessOpenFor(by.partnerId, now);
    this.refuseUnless('accepted');
    const taken = answered(this.state.offers, by.partnerId, { status: 'accepted', answeredAt: now.toISOString() });
    const { nextStep, expectedValue, contactDueAt } = terms;
    const change = {
      ...{
        status: 'accepted' as const,
        partnerId: by.partnerId,
        nextStep,
        expectedValue,
        contactDueAt,
        acceptedAt: now,
      },
      ...{ protectedUntil: new Date(now.getTime() + protectionDays * 86_400_000), offerDueAt: null, remindDueAt: null },
    };
    this.applyOffers(closed(taken, 'lost', now), change, { type: 'LeadAccepted', acceptedBy: by.subject });
  }

  decline(by: Answering, code: DeclineCode, reason: string | null, now: Date): void {
    this.refuseUnlessOpenFor(by.partnerId, now);
    const answer = { status: 'declined' as const, answeredAt: now.toISOString(), declineCode: code };
    const offers = answered(this.state.offers, by.partnerId, answer);
    const isLast = standing(offers, 'open').length === 0;
    const change = isLast ? { status: 'qualified' as const, ...nobodyHasIt, routeDueAt: now } : {};
    const { partnerId, subject: declinedBy } = by;
    this.applyOffers(offers, change, { type: 'LeadDeclined', partnerId, code, reason, declinedBy });
  }

  /** The vendor takes it from whoever has it. */
  recall(reason: string, now: Date): void {
    this.refuseUnless('qualified', 'offered', 'accepted', 'working');
    this.takeBack('recalled', 'qualified', reason, 'recalled', now);
  }

  /** The owner has been in touch with the customer. */
  startWork(partnerId: string): void {
    this.refuseOthers(partnerId);
    this.refuseUnless('working');
    this.apply({ status: 'working', contactDueAt: null }, { type: 'LeadWorkStarted' });
  }

  refuseToConvert(partnerId: string | null): void {
    if (partnerId !== null) this.refuseOthers(partnerId);
    this.refuseUnless('converted');
  }

  convert(accountId: string, opportunity: OpportunityPlan, convertedBy: string): void {
    this.refuseUnless('converted');
    const change = { status: 'converted' as const, accountId, contactDueAt: null };
    this.apply(change, { type: 'LeadConverted', opportunity, convertedBy });
  }

  private lapse(now: Date): void {
    const from = standing(this.state.offers, 'open');
    const offers = closed(this.state.offers, 'lapsed', now);
    const change = { status: 'qualified' as const, ...nobodyHasIt, routeDueAt: now };
    const fact = { cause: 'timed_out', from, wasAccepted: false, reason: null } as const;
    this.applyOffers(offers, change, { type: 'LeadTakenBack', ...fact });
  }

  private takeBack(
    cause: 'recalled' | 'timed_out' | 'recycled',
    status: LeadStatus,
    reason: string,
    deskReason: DeskReason | null,
    now: Date,
  ): void {
    const { offers, acceptedAt } = this.state;
    const from = [...new Set([...standing(offers, 'open'), ...standing(offers, 'accepted')])];
    const change = { ...nobodyHasIt, status, deskReason, hop: 0, daysEndAt: null };
    const fact = { cause, from, wasAccepted: acceptedAt !== null, reason };
    this.applyOffers(takenBack(offers, now), change, { type: 'LeadTakenBack', ...fact });
  }

  private applyOffers(offers: LeadState['offers'], change: Partial<LeadState>, event: LeadEvent): void {
    this.apply({ ...change, offers, readers: readersOf(offers, this.state.contributedBy) }, event);
  }

  private refuseUnlessOpenFor(partnerId: string, now: Date): void {
    const offer = offerOf(this.state.offers, partnerId);
    if (offer?.status === 'lost') throw new Conflict('LEAD_TAKEN', 'Another partner was faster.');
    if (!this.state.readers.includes(partnerId)) throw new NotFound('lead');
    if (offer?.status !== 'open') throw this.notNow();
    const { offerDueAt } = this.state;
    if (offerDueAt !== null && now >= offerDueAt)
      throw new Conflict('OFFER_EXPIRED', 'The time to answer is over; the lead goes to somebody else.');
  }

  private refuseOthers(partnerId: string): void {
    if (!this.state.readers.includes(partnerId)) throw new NotFound('lead');
    if (this.state.acceptedAt === null || this.state.partnerId !== partnerId) throw this.notNow();
  }

  private refuseUnless(status: LeadStatus, ...from: readonly LeadStatus[]): void {
    const reachable: readonly LeadStatus[] = nextStatuses[this.state.status];
    const isFrom = from.length === 0 || from.includes(this.state.status);
    if (!reachable.includes(status) || !isFrom) throw this.notNow();
  }

  private refuseClosed(): void {
    if (this.state.status === 'converted' || this.state.status === 'disqualified') throw this.notNow();
  }

  private notNow(): InvalidTransition {
    return new InvalidTransition(this.state.status, nextStatuses[this.state.status]);
  }
}
