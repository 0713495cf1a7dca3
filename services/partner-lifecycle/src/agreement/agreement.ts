import {
  addDays,
  Aggregate,
  dayOf,
  daysLeft,
  InvalidTransition,
  lastDayOfTerm,
  nextOfTerm,
  noticesReached,
  RuleViolation,
} from '@tributary/kernel';

export const agreementKinds = [
  'partner_agreement',
  'deal_registration_terms',
  'distribution_agreement',
  'data_processing',
  'brand_guidelines',
  'nda',
  'mdf_terms',
  'special_pricing_terms',
] as const;
export type AgreementKind = (typeof agreementKinds)[number];

export const agreementStatuses = ['offered', 'signed', 'superseded', 'expired', 'terminated', 'revoked'] as const;
export type AgreementStatus = (typeof agreementStatuses)[number];

export interface AgreementState {
  readonly id: string;
  readonly partnerId: string;
  readonly kind: AgreementKind;
  readonly revision: string;
  readonly title: string;
  readonly documentUrl: string | null;
  /** While it is unsigned, the partner may neither become active nor do what it covers. */
  readonly isMandatory: boolean;
  readonly status: AgreementStatus;
  readonly offeredBy: string;
  readonly offeredAt: Date;
  readonly signedBy: string | null;
  readonly signatoryName: string | null;
  readonly signatoryTitle: string | null;
  readonly signedAt: Date | null;
  /** YYYY-MM-DD */
  readonly effectiveOn: string | null;
  /** YYYY-MM-DD, the last day on which it is valid; null = without end. */
  readonly expiresOn: string | null;
  /** Months of validity from the effective day; null = without end. */
  readonly validMonths: number | null;
  /** Days-before marks whose notice has gone out. */
  readonly noticesGiven: readonly number[];
  /** When the next notice or the expiry is due; null = nothing to wait for. */
  readonly dueAt: Date | null;
}

export type AgreementEvent =
  | { readonly type: 'AgreementOffered' }
  | { readonly type: 'AgreementSigned'; readonly signedBy: string }
  | { readonly type: 'AgreementExpiring'; readonly daysLeft: number }
  | { readonly type: 'AgreementExpired' }
  | { readonly type: 'AgreementSuperseded'; readonly by: string }
  | { readonly type: 'AgreementRevoked'; readonly revokedBy: string; readonly reason: string }
  | { readonly type: 'AgreementTerminated'; readonly terminatedBy: string; readonly reason: string };

export interface AgreementOffer {
  readonly id: string;
  readonly partnerId: string;
  readonly kind: AgreementKind;
  readonly revision: string;
  readonly title: string;
  readonly documentUrl: string | null;
  readonly isMandatory: boolean;
  readonly validMonths: number | null;
}

export interface Signature {
  readonly signedBy: string;
  readonly name: string;
  readonly title: string | null;
  readonly effectiveOn: string | null;
}

const next = {
  offered: ['signed', 'superseded', 'revoked'],
  signed: ['superseded', 'expired', 'terminated'],
  superseded: [],
  expired: [],
  terminated: [],
  revoked: [],
} as const satisfies Record<AgreementStatus, readonly AgreementStatus[]>;

/** One revision of a contract between vendor and partner: offered, signed by the partner, valid until it expires, is replaced or is ended. */
export class Agreement extends Aggregate<AgreementState, AgreementEvent> {
  static offer(offer: AgreementOffer, offeredBy: string, at: Date): Agreement {
    const agreement = new Agreement({
      ...offer,
      status: 'offered',
      offeredBy,
      offeredAt: at,
      signedBy: null,
      signatoryName: null,
      signatoryTitle: null,
      signedAt: null,
      effectiveOn: null,
      expiresOn: null,
      noticesGiven: [],
      dueAt: null,
    });
    agreement.apply({}, { type: 'AgreementOffered' });
    return agreement;
  }

  sign(signature: Signature, at: Date): void {
    this.toward('signed');
    const effectiveOn = signature.effectiveOn ?? dayOf(at);
    if (effectiveOn < dayOf(at))
      throw new RuleViolation(
        'EFFECTIVE_IN_THE_PAST',
        'An agreement takes effect on the day of its signature or later.',
      );
    // What is signed is in force at once for everybody who hears of it; where the sun rises first it is tomorrow already.
    if (effectiveOn > addDays(dayOf(at), 1)) {
      throw new RuleViolation('EFFECTIVE_TOO_LATE', 'An agreement takes effect on the day of its signature.');
    }
    const expiresOn = this.state.validMonths === null ? null : lastDayOfTerm(effectiveOn, this.state.validMonths);
    const { signedBy, name, title } = signature;
    // A notice whose day has passed when a short agreement is signed has nothing to say any more.
    const noticesGiven = expiresOn === null ? [] : noticesReached(expiresOn, at);
    this.apply(
      {
        status: 'signed',
        signedBy,
        signatoryName: name,
        signatoryTitle: title,
        signedAt: at,
        effectiveOn,
        expiresOn,
        noticesGiven,
        dueAt: expiresOn === null ? null : nextOfTerm(expiresOn, noticesGiven),
      },
      { type: 'AgreementSigned', signedBy },
    );
  }

  /** What time brings: a notice 90, 30 and 7 days before the end (one, however late), and the end itself. */
  passTime(now: Date): void {
    const { status, expiresOn, noticesGiven } = this.state;
    if (status !== 'signed' || expiresOn === null) return;
    if (dayOf(now) > expiresOn) {
      this.apply({ status: 'expired', dueAt: null }, { type: 'AgreementExpired' });
      return;
    }
    const reached = noticesReached(expiresOn, now);
    if (reached.every((days) => noticesGiven.includes(days))) return;
    this.apply(
      { noticesGiven: reached, dueAt: nextOfTerm(expiresOn, reached) },
      { type: 'AgreementExpiring', daysLeft: daysLeft(expiresOn, now) },
    );
  }

  /** A newer revision has been signed, or offered in the place of this unsigned one. */
  supersede(by: string): void {
    this.toward('superseded');
    this.apply({ status: 'superseded', dueAt: null }, { type: 'AgreementSuperseded', by });
  }

  revoke(revokedBy: string, reason: string): void {
    this.toward('revoked');
    this.apply({ status: 'revoked' }, { type: 'AgreementRevoked', revokedBy, reason });
  }

  terminate(terminatedBy: string, reason: string): void {
    this.toward('terminated');
    this.apply({ status: 'terminated', dueAt: null }, { type: 'AgreementTerminated', terminatedBy, reason });
  }

  private toward(status: AgreementStatus): void {
    const allowed: readonly AgreementStatus[] = next[this.state.status];
    if (!allowed.includes(status)) throw new InvalidTransition(this.state.status, allowed);
  }
}
