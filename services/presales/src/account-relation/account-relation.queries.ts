import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, type Page, type Saved } from '@tributary/persistence';
import type { AccountRelationState } from './account-relation.js';
import type { AccountRelationsQuery } from './account-relation.dto.js';

type Row = Saved<AccountRelationState>;

const select = `SELECT r.id, r.account_id AS "accountId", r.partner_id AS "partnerId", r.kind, r.valid_from AS "validFrom",
  r.valid_until AS "validUntil", r.version, r.number, r.created_at AS "createdAt", r.updated_at AS "updatedAt" FROM account_relation r`;

@Injectable()
export class AccountRelationQueries {
  constructor(readonly reads: Reads) {}

  /** A partner sees its own relations and no other's. */
  async page(actor: Actor, accountId: string, query: AccountRelationsQuery): Promise<Page<Row>> {
    const partnerId = actor.kind === 'partner' ? (actor.partnerId ?? null) : undefined;
    const found =
      partnerId === undefined
        ? 'SELECT 1 FROM account WHERE id = $1'
        : `SELECT 1 FROM account_relation WHERE account_id = $1 AND partner_id = $2`;
    await this.reads.one(actor, 'account', found, partnerId === undefined ? [accountId] : [accountId, partnerId]);
    const filters: [string, unknown][] = [
      ['r.account_id = ?', accountId],
      ['r.partner_id = ?', partnerId],
      ['r.partner_id = ?', query.partnerId],
      ['r.kind = ?', query.kind],
      ['r.updated_at >= ?', query.updatedSince],
    ];
    const given = filters.filter(([, value]) => value !== undefined);
    return this.reads.page(
      actor,
      {
        select,
        id: 'r.id',
        sorts: { createdAt: 'r.created_at', validFrom: 'r.valid_from' },
        branches: [{ where: given.map(([condition]) => condition), params: given.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(given),
      },
      query.page(),
    );
  }
}
