import { Injectable } from '@nestjs/common';
import {
  Clock,
  Conflict,
  Ids,
  NotFound,
  NotYetKnown,
  systemActor,
  type Actor,
  type MoneyJson,
} from '@tributary/kernel';
import { UnitOfWork, type Saved } from '@tributary/persistence';
import { RewardProgramService } from '../reward-program/reward-program.service.js';
import type { Worth } from '../reward-program/reward-program.js';
import { RewardAccount, type RewardAccountState, type RewardReason } from './reward-account.js';
import { rewardAccounts } from './reward-account.schema.js';
import { RewardLedgerService } from './reward-ledger.service.js';

export interface WonDeal {
  readonly id: string;
  readonly number: string | null;
  readonly partnerId: string;
  readonly value: MoneyJson;
  readonly wonAt: Date;
}

export interface CertifiedPerson {
  readonly id: string;
  readonly number: string | null;
  readonly partnerId: string;
  /** Code of the definition. */
  readonly definition: string;
  readonly kind: string;
  readonly earnedAt: Date;
}

interface EarnedRow {
  readonly id: string;
  readonly points: string;
  readonly reason: RewardReason;
}

const day = 86_400_000;
const ledger = systemActor('reward-ledger');

@Injectable()
export class RewardAccountService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly programs: RewardProgramService,
    private readonly entries: RewardLedgerService,
  ) {}

  open(actor: Actor, partnerId: string): Promise<Saved<RewardAccountState>> {
    return this.unitOfWork.run(actor, (tx) =>
      Promise.resolve(tx.save(rewardAccounts, RewardAccount.open(this.ids.next(), partnerId))),
    );
  }

  /** Credits a verified win under every program of its day, each once, however often the fact is told. */
  earnForDeal({ id, number, ...deal }: WonDeal): Promise<void> {
    const fact = { reason: { kind: 'deal_won', id, number }, partnerId: deal.partnerId, occurredAt: deal.wonAt };
    const source = `deal_won:${id}:${deal.wonAt.toISOString()}`;
    return this.credit(fact, source, (partnerType) => this.programs.worthOf(ledger, { ...deal, partnerType }));
  }

  /** A certification counts once for its partner, whatever becomes of it later. */
  earnForCertification({ id, number, ...earned }: CertifiedPerson): Promise<void> {
    const { partnerId, earnedAt: occurredAt } = earned;
    const fact = { reason: { kind: 'certification_earned', id, number }, partnerId, occurredAt };
    return this.credit(fact, `certification_earned:${id}`, (partnerType) =>
      this.programs.worthOfCertification(ledger, { ...earned, partnerType }),
    );
  }

  private credit(
    { reason, partnerId, occurredAt }: { reason: RewardReason; partnerId: string; occurredAt: Date },
    source: string,
    worthsFor: (partnerType: string) => Promise<readonly Worth[]>,
  ): Promise<void> {
    return this.unitOfWork.run(ledger, async (tx) => {
      const [owner] = await tx.read<{ id: string; partnerType: string }>(
        `SELECT a.id, p.type AS "partnerType" FROM reward_account a JOIN partner p ON p.id = a.partner_id
          WHERE a.partner_id = $1 AND a.kind = 'points'`,
        [partnerId],
      );
      if (owner === undefined) throw new NotYetKnown('partner');
      const worths = await worthsFor(owner.partnerType);
      const account = await tx.load(rewardAccounts, owner.id); // from here on nobody else moves these points
      const sources = worths.map(({ programId }) => `${source}:${programId}`);
      const posted = await this.entries.posted(tx, owner.id, sources);
      for (const [index, { programId, points, pendingDays, rate }] of worths.entries()) {
        const under = sources[index] ?? '';
        if (points === 0 || posted.has(under)) continue;
        const availableAt = new Date(this.clock.now().getTime() + pendingDays * day);
        const movement = account.earn({ id: this.ids.next(), source: under, points, for: reason, availableAt });
        this.entries.post(tx, account, movement, { reason, occurredAt, programId, rate });
      }
      tx.save(rewardAccounts, account);
    });
  }

  /** Takes back what a deal or a certification earned, if it earned anything and it is not taken back yet. */
  reverseFor(reasonId: string, partnerId: string, cause: string): Promise<void> {
    return this.unitOfWork.run(ledger, async (tx) => {
      const earned = await tx.read<{ id: string; accountId: string }>(
        `SELECT e.id, e.account_id AS "accountId" FROM reward_movement e
          WHERE e.partner_id = $1 AND e.kind = 'earned' AND e.reason ->> 'id' = $2
            AND NOT EXISTS (SELECT FROM reward_movement r WHERE r.account_id = e.account_id AND r.source = 'reversed:' || e.id)
          ORDER BY e.id`,
        [partnerId, reasonId],
      );
      for (const { id, accountId } of earned) await this.reverse(ledger, accountId, id, cause);
    });
  }

  reverse(actor: Actor, accountId: string, earningId: string, cause: string): Promise<Saved<RewardAccountState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const account = await tx.load(rewardAccounts, accountId);
      const [earned] = await tx.read<EarnedRow>(
        `SELECT id, points, reason FROM reward_movement WHERE id = $1 AND account_id = $2 AND kind = 'earned'`,
        [earningId, accountId],
      );
      if (earned === undefined) throw new NotFound('earning');
      if ((await this.entries.posted(tx, accountId, [`reversed:${earningId}`])).size > 0) {
        throw new Conflict('REVERSED_ALREADY', 'These points were taken back before.');
      }
      const { reason } = earned;
      const earning = { id: earningId, points: Number(earned.points), for: reason };
      const movement = account.reverse(earning, this.ids.next(), cause);
      this.entries.post(tx, account, movement, { reason, occurredAt: this.clock.now(), cause });
      return tx.save(rewardAccounts, account);
    });
  }

  /** Makes available what is due on an account. */
  release(accountId: string): Promise<void> {
    return this.unitOfWork.run(ledger, async (tx) => {
      const account = await tx.loadDue(rewardAccounts, accountId);
      if (account === null) return;
      const now = this.clock.now();
      for (const movement of account.release(now, () => this.ids.next())) {
        const reason = { kind: 'earning', id: movement.earningId, number: null };
        this.entries.post(tx, account, movement, { reason, occurredAt: now });
      }
      tx.save(rewardAccounts, account);
    });
  }
}
