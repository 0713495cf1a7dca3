import { Aggregate, InvalidTransition, RuleViolation } from '@tributary/kernel';
import { pointsFor, rateOn, type AccrualRate } from './accrual.js';

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
  /** What was closed as a draft never gave anything. */
  readonly openedAt: Date | null;
}

export type RewardProgramEvent =
  | { readonly type: 'RewardProgramDrafted' }
  | { readonly type: 'RewardProgramOpened' }
  | { readonly type: 'AccrualRateSet'; readonly rate: AccrualRate }
  | { readonly type: 'RewardProgramClosed'; readonly reason: string };

/** What a won deal is worth under a program, and by which rate. */
export interface Worth {
  readonly programId: string;
  readonly rate: AccrualRate;
  readonly points: number;
  readonly pendingDays: number;
}

/** The rules by which partners earn points: drafted, open for a time, closed. Its rates are dated, so what is past stays as it was. */
export class RewardProgram extends Aggregate<RewardProgramState, RewardProgramEvent> {
  static draft(program: Omit<RewardProgramState, 'status' | 'openedAt'>): RewardProgram {
    if (program.endsOn !== null && program.endsOn < program.startsOn) {
      throw new RuleViolation('ENDS_BEFORE_START', 'The last day is the first day or later.');
    }
    if (rateOn(program.rates, program.startsOn) === null) {
      throw new RuleViolation('RATE_MISSING', 'A rate is in force on the first day of the program.');
    }
    program.rates.forEach(checkRate);
    const drafted = new RewardProgram({ ...program, status: 'draft', openedAt: null });
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

  /** What a deal won on that day earns; null where the program has nothing to say: not open then, not for this type, another currency. */
  worth(deal: { wonOn: string; partnerType: string; amount: string; currency: string }): Worth | null {
    const { openedAt, startsOn, endsOn, partnerTypes, currency, rates, id, pendingDays } = this.state;
    const isOpen = openedAt !== null && startsOn <= deal.wonOn && (endsOn === null || deal.wonOn <= endsOn);
    const isFor = partnerTypes.length === 0 || partnerTypes.includes(deal.partnerType);
    const rate = rateOn(rates, deal.wonOn);
    if (!isOpen || !isFor || currency !== deal.currency || rate === null) return null;
    return { programId: id, rate, points: pointsFor(deal.amount, rate), pendingDays };
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
