import { Injectable } from '@nestjs/common';
import { Clock, Ids, RuleViolation, type Actor, type MoneyJson } from '@tributary/kernel';
import { savedColumns, UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import type { AccrualRate } from './accrual.js';
import type { CertificationPoints, EarnedCertification } from './certification-points.js';
import { RewardProgram, type RewardProgramState, type Worth } from './reward-program.js';
import { rewardPrograms, rewardProgramSchema } from './reward-program.schema.js';

export interface WonDeal {
  readonly value: MoneyJson;
  readonly wonAt: Date;
  readonly partnerType: string;
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

@Injectable()
export class RewardProgramService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  draft(
    actor: Actor,
    terms: Omit<RewardProgramState, 'id' | 'status' | 'openedAt' | 'certificationPoints'>,
  ): Promise<Saved<RewardProgramState>> {
    return this.unitOfWork.run(actor, (tx) =>
      Promise.resolve(tx.save(rewardPrograms, RewardProgram.draft({ ...terms, id: this.ids.next() }))),
    );
  }

  open(actor: Actor, id: string): Promise<Saved<RewardProgramState>> {
    return this.change(actor, id, (program) => program.open(this.clock.now()));
  }

  close(actor: Actor, id: string, reason: string): Promise<Saved<RewardProgramState>> {
    return this.change(actor, id, (program) => program.close(reason, dayOf(this.clock.now())));
  }

  setRate(actor: Actor, id: string, rate: AccrualRate): Promise<Saved<RewardProgramState>> {
    return this.change(actor, id, (program) => program.setRate(rate, dayOf(this.clock.now())));
  }

  setCertificationPoints(actor: Actor, id: string, rule: CertificationPoints): Promise<Saved<RewardProgramState>> {
    return this.change(actor, id, (program) => program.setCertificationPoints(rule, dayOf(this.clock.now())));
  }

  /** What a certification earns under each program of its day. */
  worthOfCertification(
    actor: Actor,
    earned: EarnedCertification & { earnedAt: Date; partnerType: string },
  ): Promise<readonly Worth[]> {
    return this.unitOfWork.run(actor, async (tx) => {
      const programs = await this.opened(tx);
      const certification = { ...earned, earnedOn: dayOf(earned.earnedAt) };
      return programs.flatMap((program) => program.worthOfCertification(certification) ?? []);
    });
  }

  /** What a deal earns under each program of its day. NO_RATE if programs were open for the partner, and none in the deal's currency. */
  worthOf(actor: Actor, { value, wonAt, partnerType }: WonDeal): Promise<readonly Worth[]> {
    return this.unitOfWork.run(actor, async (tx) => {
      const programs = await this.opened(tx);
      const deal = { wonOn: dayOf(wonAt), partnerType, amount: value.amount };
      const worths = programs.flatMap((program) => program.worth({ ...deal, currency: value.currency }) ?? []);
      const others = programs.filter(
        (program) => program.worth({ ...deal, currency: program.state.currency }) !== null,
      );
      if (worths.length === 0 && others.length > 0) {
        throw new RuleViolation('NO_RATE', `No reward program has a rate in ${value.currency} for that day.`);
      }
      return worths;
    });
  }

  private async opened(tx: Transaction): Promise<RewardProgram[]> {
    const rows = await tx.read<Saved<RewardProgramState>>(
      `SELECT ${savedColumns(rewardProgramSchema, 'p')} FROM reward_program p WHERE p.opened_at IS NOT NULL`,
    );
    return rows.map((row) => new RewardProgram(row));
  }

  private change(actor: Actor, id: string, verb: (program: RewardProgram) => void): Promise<Saved<RewardProgramState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const program = await tx.load(rewardPrograms, id);
      verb(program);
      return tx.save(rewardPrograms, program);
    });
  }
}
