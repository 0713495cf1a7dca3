import { Aggregate, InvalidTransition, RuleViolation } from '@tributary/kernel';
import { pointsFor, rateOn, type AccrualRate } from './accrual.js';
import {
  certificationPointsOn,
  isAboutTheSame,
  type CertificationPoints,
  type EarnedCertification,
} from './certification-points.js';

export interface RewardProgramState {
  readonly id: string;
  readonly name: string;
  /** Deals in another currency wait for a program of theirs; nothing is converted. */
  readonly currency: string;
  readonly status: 'draft' | 'active' | 'closed';
  /** YYYY-MM-DD */
  readonly startsOn: string;
  /** YYYY-MM-DD, the last day; null = open end. */
  readonly endsOn: string | null;
  /** Partner types that take part; empty = all. */
  readonly partnerTypes: readonly string[];
  /** Days between earning and being able to spend. */
  readonly pendingDays: number;
  readonly rates: readonly AccrualRate[];
  readonly certificationPoints: readonly CertificationPoints[];
  /** What was closed as a draft never gave anything. */
  readonly openedAt: Date | null;
}

export type RewardProgramEvent =
  | { readonly type: 'RewardProgramDrafted' }
  | { readonly type: 'RewardProgramOpened' }
  | { readonly type: 'AccrualRateSet'; readonly rate: AccrualRate }
  | { readonly type: 'CertificationPointsSet'; readonly rule: CertificationPoints }
  | { readonly type: 'RewardProgramClosed'; readonly reason: string };

/** What a deed is worth under a program, and by which rate. */
export interface Worth {
  readonly programId: string;
  readonly rate: AccrualRate | CertificationPoints;
  readonly points: number;
  readonly pendingDays: number;
}

/** The rules by which partners earn points: drafted, open for a time, closed. Its rates are dated, so what is past stays as it was. */
export class RewardProgram extends Aggregate<RewardProgramState, RewardProgramEvent> {
  static draft(program: Omit<RewardProgramState, 'status' | 'openedAt' | 'certificationPoints'>): RewardProgram {
    if (program.endsOn !== null && program.endsOn < program.startsOn) {
      throw new RuleViolation('ENDS_BEFORE_START', 'The last day is the first day or later.');
    }
    if (rateOn(program.rates, program.startsOn) === null) {
      throw new RuleViolation('RATE_MISSING', 'A rate is in force on the first day of the program.');
    }
    program.rates.forEach(checkRate);
    const drafted = new RewardProgram({ ...program, certificationPoints: [], status: 'draft', openedAt: null });
    drafted.apply({}, { type: 'RewardProgramDrafted' });
    return drafted;
  }

  open(at: Date): void {
    if (this.state.status !== 'draft') throw new InvalidTransition(this.state.status, nextOf(this.state.status));
    this.apply({ status: 'active', openedAt: at }, { type: 'RewardProgramOpened' });
  }

  close(reason: string, today: string): void {
    if (this.state.status === 'closed') throw new InvalidTransition('closed', []);
    const endsOn = this.state.endsOn !== null && this.state.endsOn < today ? this.state.endsOn : today;
    this.apply(
      { status: 'closed', endsOn: endsOn < this.state.startsOn ? this.state.startsOn : endsOn },
      { type: 'RewardProgramClosed', reason },
    );
  }

  /** From today on at the earliest: a rate changed today never changes last month. A later rate of the same day replaces the earlier. */
  setRate(rate: AccrualRate, today: string): void {
    if (this.state.status === 'closed') throw new InvalidTransition('closed', []);
    checkRate(rate);
    if (rate.from < today && this.state.status === 'active') {
      throw new RuleViolation('RATE_IN_THE_PAST', 'A rate begins today or later: what is past stays as it was.');
    }
    const rates = [...this.state.rates.filter(({ from }) => from !== rate.from), rate].sort((a, b) =>
      a.from.localeCompare(b.from),
    );
    this.apply({ rates }, { type: 'AccrualRateSet', rate });
  }

  /** From today on at the earliest, as a rate. */
  setCertificationPoints(rule: CertificationPoints, today: string): void {
    if (this.state.status === 'closed') throw new InvalidTransition('closed', []);
    if (rule.definition !== null && rule.certificationKind !== null) {
      throw new RuleViolation('RULE_UNFIT', 'Points are given for a definition, for a kind or for all: name one.');
    }
    if (rule.from < today && this.state.status === 'active') {
      throw new RuleViolation('RATE_IN_THE_PAST', 'Points begin today or later: what is past stays as it was.');
    }
    const others = this.state.certificationPoints.filter((one) => !isAboutTheSame(one, rule));
    const certificationPoints = [...others, rule].sort((a, b) => a.from.localeCompare(b.from));
    this.apply({ certificationPoints }, { type: 'CertificationPointsSet', rule });
  }

  /** What a certification earned on that day earns its partner; null where the program has nothing to say. */
  worthOfCertification(earned: EarnedCertification & { earnedOn: string; partnerType: string }): Worth | null {
    const { id, certificationPoints, pendingDays } = this.state;
    const rate = certificationPointsOn(certificationPoints, earned, earned.earnedOn);
    if (rate === null || !this.isFor(earned.earnedOn, earned.partnerType)) return null;
    return { programId: id, rate, points: rate.points, pendingDays };
  }

  /** What a deal won on that day earns; null where the program has nothing to say: not open then, not for this type, another currency. */
  worth(deal: { wonOn: string; partnerType: string; amount: string; currency: string }): Worth | null {
    const { currency, rates, id, pendingDays } = this.state;
    const rate = rateOn(rates, deal.wonOn);
    if (!this.isFor(deal.wonOn, deal.partnerType) || currency !== deal.currency || rate === null) return null;
    return { programId: id, rate, points: pointsFor(deal.amount, rate), pendingDays };
  }

  private isFor(day: string, partnerType: string): boolean {
    const { openedAt, startsOn, endsOn, partnerTypes } = this.state;
    const isOpen = openedAt !== null && startsOn <= day && (endsOn === null || day <= endsOn);
    return isOpen && (partnerTypes.length === 0 || partnerTypes.includes(partnerType));
  }
}

function nextOf(status: RewardProgramState['status']): readonly string[] {
  return status === 'draft' ? ['active', 'closed'] : status === 'active' ? ['closed'] : [];
}

function checkRate({ per, points }: AccrualRate): void {
  if (!(Number(per) > 0) || !Number.isInteger(points) || points < 0) {
    throw new RuleViolation('RATE_UNFIT', 'A rate gives zero or more whole points per an amount above zero.');
  }
}
