import { Aggregate, Forbidden, InvalidTransition, NotFound, RuleViolation, type Actor } from '@tributary/kernel';
import { nameKey } from './company-keys.js';
import { establishedOf, onboardingOf, type Company, type EstablishedCompany } from './new-partner.js';
import { ended, offered, signed, unsigned, type OfferedAgreement } from './partner-agreements.js';
import type { PartnerEvent, Partnership, PartnerState, Tier } from './partner-state.js';
import { checkMove } from './partner-status.js';
import { differences, needsApproval, type PendingChange, type Profile } from './profile-change.js';

/** A company that the vendor does business through: onboarded, active while nothing speaks against it, suspended and reinstated, terminated once and for all. */
export class Partner extends Aggregate<PartnerState, PartnerEvent> {
  static startOnboarding(company: Company, agreements: readonly OfferedAgreement[]): Partner {
    const partner = new Partner(onboardingOf(company, agreements));
    partner.apply({}, { type: 'PartnerOnboardingStarted' });
    return partner;
  }

  /** Brought over from another system, where it has done business already. */
  static imported(company: EstablishedCompany, agreements: readonly OfferedAgreement[], now: Date): Partner {
    const partner = new Partner(establishedOf(company, agreements, now));
    partner.apply({}, { type: 'PartnerImported', activatedAt: company.activatedAt });
    return partner;
  }

  confirmOnboarding(at: Date): void {
    this.refuseIfTerminated();
    if (this.state.onboardedAt !== null) return;
    this.apply({ onboardedAt: at }, { type: 'OnboardingConfirmed' });
    this.activateIfReady(at);
  }

  /** A mandatory task was reopened. A partner that is active already stays so. */
  reopenOnboarding(): void {
    this.refuseIfTerminated();
    if (this.state.status === 'onboarding' && this.state.onboardedAt !== null)
      this.apply({ onboardedAt: null }, { type: 'OnboardingReopened' });
  }

  offerAgreement(offer: OfferedAgreement): void {
    this.refuseIfTerminated();
    this.apply(
      { agreements: offered(this.state.agreements, offer) },
      { type: 'PartnerProfileUpdated', changed: ['agreements'] },
    );
  }

  agreementSigned(agreementId: string, at: Date, expiresOn: string | null): void {
    this.refuseIfTerminated();
    this.apply(
      { agreements: signed(this.state.agreements, agreementId, at.toISOString(), expiresOn) },
      { type: 'PartnerProfileUpdated', changed: ['agreements'] },
    );
    this.activateIfReady(at);
  }

  /** It has expired, was terminated, or its offer was revoked. A last obstacle may be gone with it. */
  agreementEnded(agreementId: string, at: Date): void {
    if (this.state.status === 'terminated') return;
    this.apply(
      { agreements: ended(this.state.agreements, agreementId) },
      { type: 'PartnerProfileUpdated', changed: ['agreements'] },
    );
    this.activateIfReady(at);
  }

  /** The vendor's change takes effect; a partner's change to its name or territories waits for the vendor. `nextId` names each change that waits. */
  updateProfile(wished: Partial<Profile>, actor: Actor, at: Date, nextId: () => string): void {
    this.requireWorking(actor);
    const changes = Object.entries(differences(this.state, wished));
    const waits = (field: string): boolean => actor.kind === 'partner' && needsApproval(field);
    const now = changes.filter(([field]) => !waits(field));
    if (now.length > 0)
      this.apply(recognizable(Object.fromEntries(now)), {
        type: 'PartnerProfileUpdated',
        changed: now.map(([field]) => field),
      });
    for (const [field, value] of changes) {
      if (!waits(field) || !needsApproval(field)) continue;
      const change: PendingChange = {
        id: nextId(),
        field,
        value: value as string | readonly string[],
        requestedBy: actor.subject,
        requestedAt: at.toISOString(),
      };
      const others = this.state.pendingChanges.filter((pending) => pending.field !== field);
      this.apply({ pendingChanges: [...others, change] }, { type: 'ProfileChangeRequested', field });
    }
  }

  approveChange(changeId: string): void {
    const change = this.pendingChange(changeId);
    this.refuseIfTerminated();
    this.apply(
      { ...recognizable({ [change.field]: change.value }), pendingChanges: this.without(change) },
      { type: 'PartnerProfileUpdated', changed: [change.field] },
    );
  }

  rejectChange(changeId: string, rejectedBy: string, reason: string): void {
    const change = this.pendingChange(changeId);
    this.apply(
      { pendingChanges: this.without(change) },
      { type: 'ProfileChangeRejected', field: change.field, rejectedBy, reason },
    );
  }

  /** `ancestors` are the distributors above the new parent, the parent itself first. */
  assignDistributor(parent: Pick<PartnerState, 'id' | 'type' | 'status'> | null, ancestors: readonly string[]): void {
    this.refuseIfTerminated();
    if (parent !== null && (parent.type !== 'distributor' || parent.status === 'terminated')) {
      throw new RuleViolation(
        'PARENT_NOT_DISTRIBUTOR',
        'The parent of a partner is a distributor that is not terminated.',
      );
    }
    if (parent !== null && [parent.id, ...ancestors].includes(this.state.id)) {
      throw new RuleViolation('PARENT_CYCLE', 'A partner cannot stand above itself.');
    }
    this.apply(
      { parentDistributorId: parent?.id ?? null },
      { type: 'PartnerProfileUpdated', changed: ['parentDistributorId'] },
    );
  }

  /** By hand: for good, or until a day after which the tier comes back that it had before. */
  changeTier(tier: Tier, change: { by: string; reason: string; until: string | null; at: Date }): void {
    this.refuseIfTerminated();
    const { tier: from, tierUntil, tierAfter } = this.state;
    const { by: changedBy, reason, until } = change;
    if (tier === from && (tierUntil === null || tierUntil === until))
      throw new RuleViolation('SAME_TIER', `The partner is ${tier} already.`);
    if (until !== null && until < change.at.toISOString().slice(0, 10))
      throw new RuleViolation('UNTIL_IN_THE_PAST', 'The last day of a tier is today or later.');
    const before = tierUntil === null ? from : tierAfter;
    this.apply(
      { tier, tierUntil: until, tierAfter: until === null ? null : before },
      { type: 'PartnerTierChanged', from, to: tier, changedBy, reason },
    );
  }

  /** Back to the tier before when the last day of one given by hand has passed. */
  endTier(now: Date): void {
    const { tier, tierUntil, tierAfter, status } = this.state;
    if (tierUntil === null || status === 'terminated' || now.toISOString().slice(0, 10) <= tierUntil) return;
    const reason = `It was given until ${tierUntil}.`;
    const to = tierAfter ?? 'registered';
    this.apply(
      { tier: to, tierUntil: null, tierAfter: null },
      { type: 'PartnerTierChanged', from: tier, to, changedBy: 'tier-calendar', reason },
    );
  }

  recordPartnership(partnership: Partnership): void {
    if (this.state.status === 'terminated') return;
    const isNewType = partnership.type !== this.state.partnership?.type;
    this.apply({ partnership }, { type: 'PartnershipRecorded', isNewType });
  }

  suspend(suspendedBy: string, reason: string): void {
    checkMove(this.state.status, 'suspended');
    this.apply({ status: 'suspended', suspensionReason: reason }, { type: 'PartnerSuspended', suspendedBy, reason });
  }

  reinstate(reinstatedBy: string, reason: string | null): void {
    if (this.state.status !== 'suspended') throw new InvalidTransition(this.state.status, []);
    this.apply({ status: 'active', suspensionReason: null }, { type: 'PartnerReinstated', reinstatedBy, reason });
  }

  terminate(terminatedBy: string, reason: string, at: Date): void {
    checkMove(this.state.status, 'terminated');
    this.apply(
      { status: 'terminated', terminatedAt: at, pendingChanges: [] },
      { type: 'PartnerTerminated', terminatedBy, reason },
    );
  }

  /** Nothing is done for a partner that is terminated, and nothing by one that is suspended. */
  requireWorking(actor: Actor): void {
    this.refuseIfTerminated();
    if (this.state.status === 'suspended' && actor.kind === 'partner')
      throw new Forbidden('PARTNER_SUSPENDED', 'The partner is suspended.');
  }

  private activateIfReady(at: Date): void {
    if (
      this.state.status !== 'onboarding' ||
      this.state.onboardedAt === null ||
      unsigned(this.state.agreements).length > 0
    )
      return;
    this.apply({ status: 'active', activatedAt: at }, { type: 'PartnerActivated', activatedAt: at });
  }

  private refuseIfTerminated(): void {
    if (this.state.status === 'terminated') throw new InvalidTransition('terminated', []);
  }

  private pendingChange(id: string): PendingChange {
    const change = this.state.pendingChanges.find((pending) => pending.id === id);
    if (change === undefined) throw new NotFound('pending change');
    return change;
  }

  private without(change: PendingChange): readonly PendingChange[] {
    return this.state.pendingChanges.filter((pending) => pending.id !== change.id);
  }
}

// Under its new name it is found as a duplicate as well.
function recognizable(change: Partial<Profile>): Partial<PartnerState> {
  return change.legalName === undefined ? change : { ...change, nameKey: nameKey(change.legalName) };
}
