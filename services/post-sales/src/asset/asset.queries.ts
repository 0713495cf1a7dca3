import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, type ListSpec, type Page, type Saved } from '@tributary/persistence';
import type { AssetsQuery } from './asset.dto.js';
import { assets } from './asset.schema.js';
import type { AssetState } from './asset-state.js';

type Row = Saved<AssetState>;

const columns = `a.id, a.version, a.number, a.created_at AS "createdAt", a.updated_at AS "updatedAt", a.product_id AS "productId", a.sku, a.family,
  a.serial, a.status, a.account_id AS "accountId", a.order_ref AS "orderRef", a.chain, a.shipped_on AS "shippedOn", a.installed_on AS "installedOn",
  a.activated_on AS "activatedOn", a.term, a.moves, a.blocked, a.replaces, a.replaced_by AS "replacedBy", a.retired_on AS "retiredOn"`;
const all = `SELECT ${columns} FROM asset a`;
const sold = `SELECT ${columns} FROM asset_partner r JOIN asset a ON a.id = r.asset_id`;

@Injectable()
export class AssetQueries {
  constructor(readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Row> {
    if (actor.kind !== 'partner') return this.reads.one(actor, assets.noun, `${all} WHERE a.id = $1`, [id]);
    const sql = `${sold} WHERE r.asset_id = $1 AND r.partner_id = $2`;
    return this.reads.one(actor, assets.noun, sql, [id, actor.partnerId]);
  }

  page(actor: Actor, query: AssetsQuery): Promise<Page<Row>> {
    return this.reads.page<Row>(actor, assetList(actor, query), query.page());
  }
}

/** A partner's units are walked along the relation's index, never along that of all units. */
export function assetList(
  actor: Actor,
  query: Pick<AssetsQuery, 'serial' | 'sku' | 'status' | 'accountId' | 'partnerId' | 'updatedSince'>,
): ListSpec {
  const partner = actor.kind === 'partner' ? (actor.partnerId ?? null) : query.partnerId;
  const row = partner === undefined ? 'a' : 'r';
  const filters: readonly (readonly [string, unknown])[] = [
    ['r.partner_id = ?', partner],
    // Somebody else's units are not there, whoever is asked for.
    ['r.partner_id = ?', actor.kind === 'partner' ? query.partnerId : undefined],
    ['a.serial = ?', query.serial],
    ['a.sku = ?', query.sku],
    ['a.status = ?', query.status],
    ['a.account_id = ?', query.accountId],
    [`${row}.updated_at >= ?`, query.updatedSince],
  ];
  const given = filters.filter(([, value]) => value !== undefined);
  return {
    select: partner === undefined ? all : sold,
    id: partner === undefined ? 'a.id' : 'r.asset_id',
    sorts: { createdAt: `${row}.created_at`, updatedAt: `${row}.updated_at` },
    sort: query.updatedSince === undefined ? '-createdAt' : 'updatedAt',
    branches: [{ where: given.map(([condition]) => condition), params: given.map(([, value]) => value) }],
    cursorSalt: JSON.stringify(given),
  };
}
