import { Injectable } from '@nestjs/common';
import { Clock, territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Page, type Saved } from '@tributary/persistence';
import type { RewardAccountListQuery, StatementLineDto, StatementQuery } from './reward-account.dto.js';
import type { RewardAccountState } from './reward-account.js';
import { rewardAccountSchema } from './reward-account.schema.js';

const columns = savedColumns(rewardAccountSchema, 'c');
const managed = (codes: string): string =>
  `EXISTS (SELECT FROM partner p WHERE p.id = c.partner_id AND in_territories(${codes}::text[], p.territories))`;

const sums = `SELECT coalesce(sum(e.points) FILTER (WHERE e.book = 'pending'), 0) AS pending,
                     coalesce(sum(e.points) FILTER (WHERE e.book = 'available'), 0) AS available
                FROM reward_movement m JOIN reward_entry e ON e.movement_id = m.id
               WHERE m.account_id = $1 AND m.recorded_at <= $2`;

export interface Balance {
  readonly pending: number;
  readonly available: number;
}

type Sums = Readonly<Record<keyof Balance, string>>;

interface RecordedLine extends Omit<StatementLineDto, 'points'> {
  readonly points: string | number;
}

@Injectable()
export class RewardAccountQueries {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  async one(actor: Actor, id: string): Promise<Saved<RewardAccountState>> {
    const row = await this.reads.one<Saved<RewardAccountState>>(
      actor,
      'reward account',
      `SELECT ${columns} FROM reward_account c WHERE c.id = $1
          AND ($2::uuid IS NULL OR c.partner_id = $2) AND ($3::text[] IS NULL OR ${managed('$3')})`,
      [id, actor.partnerId, territoriesOf(actor)],
    );
    return inNumbers(row);
  }

  async list(actor: Actor, query: RewardAccountListQuery): Promise<Page<Saved<RewardAccountState>>> {
    const codes = territoriesOf(actor);
    const conditions: [string, unknown][] = [];
    if (actor.kind === 'partner') conditions.push(['c.partner_id = ?', actor.partnerId]);
    if (codes !== null) conditions.push([managed('?'), codes]);
    if (query.partnerId !== undefined) conditions.push(['c.partner_id = ?', query.partnerId]);
    if (query.updatedSince !== undefined) conditions.push(['c.updated_at >= ?', query.updatedSince]);
    const page = await this.reads.page<Saved<RewardAccountState>>(
      actor,
      {
        select: `SELECT ${columns} FROM reward_account c`,
        id: 'c.id',
        sorts: { createdAt: 'c.created_at', updatedAt: 'c.updated_at' },
        branches: [{ where: conditions.map(([where]) => where), params: conditions.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(conditions),
      },
      query.page(),
    );
    return { ...page, items: page.items.map(inNumbers) };
  }

  asOf({ asOf }: StatementQuery): Date {
    return asOf ?? this.clock.now();
  }

  /** The movements, newest first, and the sum of everything recorded up to and including an instant: what the balance was then. */
  async statement(
    actor: Actor,
    id: string,
    query: StatementQuery,
    asOf: Date,
  ): Promise<Page<StatementLineDto> & { readonly balance: Balance }> {
    const conditions: [string, unknown][] = [
      ['m.account_id = ?', id],
      ['m.recorded_at <= ?', asOf],
    ];
    if (query.from !== undefined) conditions.push(['m.recorded_at >= ?', query.from]);
    const { page, beside } = await this.reads.pageBeside<RecordedLine, Sums>(
      actor,
      {
        select: `SELECT m.id, m.kind, m.points, m.earning_id AS "earningId", m.reason, m.program_id AS "programId", m.rate, m.cause,
                        m.occurred_at AS "occurredAt", m.recorded_at AS "recordedAt" FROM reward_movement m`,
        id: 'm.id',
        sorts: { recordedAt: 'm.recorded_at' },
        sort: '-recordedAt',
        branches: [{ where: conditions.map(([where]) => where), params: conditions.map(([, value]) => value) }],
        // Not `asOf`: it is "now" for each page of a statement that names none.
        cursorSalt: JSON.stringify([id, query.from, query.asOf]),
      },
      query.page(),
      { sql: sums, parameters: [id, asOf] },
    );
    const balance = { pending: Number(beside[0]?.pending ?? 0), available: Number(beside[0]?.available ?? 0) };
    return { balance, ...page, items: page.items.map((line) => ({ ...line, points: Number(line.points) })) };
  }
}

function inNumbers(row: Saved<RewardAccountState>): Saved<RewardAccountState> {
  return { ...row, pending: Number(row.pending), available: Number(row.available) };
}
