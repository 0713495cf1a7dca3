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
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { RewardProgramService } from '../reward-program/reward-program.service.js';
import type { Movement } from './movement.js';
import { RewardAccount, type RewardAccountState, type RewardReason } from './reward-account.js';
import { rewardAccounts } from './reward-account.schema.js';

export interface WonDeal {
  readonly id: string;
  readonly number: string | null;
  readonly partnerId: string;
  readonly value: MoneyJson;
  readonly wonAt: Date;
}

interface Cause {
  readonly reason: RewardReason;
  readonly occurredAt: Date;
  readonly programId?: string;
  readonly rate?: object;
  readonly cause?: string;
}

interface EarnedRow {
  readonly id: string;
  readonly points: string;
  readonly reason: RewardReason;
}

const day = 86_400_000;

@Injectable()
export class RewardAccountService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly programs: RewardProgramService,
  ) {}

  open(actor: Actor, partnerId: string): Promise<Saved<RewardAccountState>> {
    return this.unitOfWork.run(actor, (tx) =>
      Promise.resolve(tx.save(rewardAccounts, RewardAccount.open(this.ids.next(), partnerId))),
    );
  }

  /** Credits a verified win under every program of its day, each once, however often the fact is told. */
  earnForDeal(deal: WonDeal): Promise<void> {
    const actor = systemActor('reward-ledger');
    return this.unitOfWork.run(actor, async (tx) => {
      const [owner] = await tx.read<{ id: string; partnerType: string }>(
        `SELECT a.id, p.type AS "partnerType" FROM reward_account a JOIN partner p ON p.id = a.partner_id
          WHERE a.partner_id = $1 AND a.kind = 'points'`,
        [deal.partnerId],
      );
      if (owner === undefined) throw new NotYetKnown('partner');
      const worths = await this.programs.worthOf(actor, { ...deal, partnerType: owner.partnerType });
      const account = await tx.load(rewardAccounts, owner.id); // from here on nobody else moves these points
      const sourceOf = (programId: string): string => `deal_won:${deal.id}:${deal.wonAt.toISOString()}:${programId}`;
      const posted = await this.posted(
        tx,
        owner.id,
        worths.map(({ programId }) => sourceOf(programId)),
      );
      const reason = { kind: 'deal_won', id: deal.id, number: deal.number };
      for (const { programId, points, pendingDays, rate } of worths) {
        const source = sourceOf(programId);
        if (points === 0 || posted.has(source)) continue;
        const availableAt = new Date(this.clock.now().getTime() + pendingDays * day);
        const movement = account.earn({ id: this.ids.next(), source, points, for: reason, availableAt });
        this.post(tx, account, movement, { reason, occurredAt: deal.wonAt, programId, rate });
      }
      tx.save(rewardAccounts, account);
    });
  }

  /** Takes back what a deal earned, if it earned anything and it is not taken back yet. */
  reverseDeal(dealId: string, partnerId: string, cause: string): Promise<void> {
    const actor = systemActor('reward-ledger');
    return this.unitOfWork.run(actor, async (tx) => {
      const earned = await tx.read<{ id: string; accountId: string }>(
        `SELECT e.id, e.account_id AS "accountId" FROM reward_movement e
          WHERE e.partner_id = $1 AND e.kind = 'earned' AND e.reason ->> 'id' = $2
            AND NOT EXISTS (SELECT FROM reward_movement r WHERE r.account_id = e.account_id AND r.source = 'reversed:' || e.id)
          ORDER BY e.id`,
        [partnerId, dealId],
      );
      for (const { id, accountId } of earned) await this.reverse(actor, accountId, id, cause);
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
      if ((await this.posted(tx, accountId, [`reversed:${earningId}`])).size > 0) {
        throw new Conflict('REVERSED_ALREADY', 'These points were taken back before.');
      }
      const { reason } = earned;
      const earning = { id: earningId, points: Number(earned.points), for: reason };
      const movement = account.reverse(earning, this.ids.next(), cause);
      this.post(tx, account, movement, { reason, occurredAt: this.clock.now(), cause });
      return tx.save(rewardAccounts, account);
    });
  }

  /** Makes available what is due on an account. */
  release(accountId: string): Promise<void> {
    return this.unitOfWork.run(systemActor('reward-ledger'), async (tx) => {
      const account = await tx.loadDue(rewardAccounts, accountId);
      if (account === null) return;
      const now = this.clock.now();
      for (const movement of account.release(now, () => this.ids.next())) {
        const reason = { kind: 'earning', id: movement.earningId, number: null };
        this.post(tx, account, movement, { reason, occurredAt: now });
      }
      tx.save(rewardAccounts, account);
    });
  }

  // Entries are written only here, in the transaction that saves the balance; nothing ever changes them.
  private post(tx: Transaction, account: RewardAccount, movement: Movement, cause: Cause): void {
    const { id: accountId, partnerId } = account.state;
    const points = Math.abs(movement.entries[0]?.points ?? 0);
    tx.execute(
      `INSERT INTO reward_movement (id, account_id, partner_id, kind, source, earning_id, points, reason, program_id, rate, cause,
         occurred_at, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        movement.id, accountId, partnerId, movement.kind, movement.source, movement.earningId, points, cause.reason,
        cause.programId ?? null, cause.rate ?? null, cause.cause ?? null, cause.occurredAt, this.clock.now(), tx.actor.subject,
      ], // prettier-ignore
    );
    tx.execute(
      `INSERT INTO reward_entry (movement_id, account_id, partner_id, book, points)
         SELECT $1, $2, $3, book, points FROM unnest($4::text[], $5::bigint[]) AS entry(book, points)`,
      [movement.id, accountId, partnerId, movement.entries.map(({ book }) => book), movement.entries.map((entry) => entry.points)], // prettier-ignore
    );
  }

  private async posted(tx: Transaction, accountId: string, sources: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.read<{ source: string }>(
      'SELECT source FROM reward_movement WHERE account_id = $1 AND source = ANY ($2::text[])',
      [accountId, sources],
    );
    return new Set(rows.map(({ source }) => source));
  }
}
