import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, type ListSpec, type Page, type Saved } from '@tributary/persistence';
import type { AccountState } from './account.js';
import type { AccountsExportQuery, AccountsQuery } from './account.dto.js';
import type { AccountRowDto } from './account-row.dto.js';

type Row = Saved<AccountState>;

const open = `a.id, a.legal_name AS "legalName", a.segment, a.country, a.parent_account_id AS "parentAccountId", a.domains,
  a.registration_numbers AS "registrationNumbers", a.industry, a.employees, a.annual_revenue AS "annualRevenue",
  a.founded_year AS "foundedYear", a.addresses, a.version, a.number, a.created_at AS "createdAt", a.updated_at AS "updatedAt"`;

// A partner's login may not even name the other columns.
function selectFor(actor: Actor): string {
  const secret =
    actor.kind === 'partner'
      ? `'[]'::jsonb AS "externalIds", '[]'::jsonb AS tags, NULL::text AS "vendorOwner"`
      : 'a.external_ids AS "externalIds", a.tags, a.vendor_owner AS "vendorOwner"';
  return `SELECT ${open}, ${secret} FROM account a`;
}

const related = `a.id IN (SELECT r.account_id FROM account_relation r WHERE r.partner_id = ?
  AND r.valid_from <= current_date AND (r.valid_until IS NULL OR r.valid_until >= current_date))`;

@Injectable()
export class AccountQueries {
  constructor(readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Row> {
    if (actor.kind !== 'partner') return this.reads.one(actor, 'account', `${selectFor(actor)} WHERE a.id = $1`, [id]);
    return this.reads.one(actor, 'account', `${selectFor(actor)} WHERE a.id = $1 AND ${related.replace('?', '$2')}`, [
      id,
      actor.partnerId,
    ]);
  }

  byExternalId(actor: Actor, system: string, id: string): Promise<Row> {
    return this.reads.one(
      actor,
      'account',
      `${selectFor(actor)} WHERE a.id = (SELECT account_id FROM account_external_id WHERE system = $1 AND external_id = $2)`,
      [system, id],
    );
  }

  page(actor: Actor, query: AccountsQuery): Promise<Page<Row>> {
    return this.reads.page(actor, accountList(actor, query, selectFor(actor)), query.page());
  }

  /** The oldest first: a parent before its subsidiaries, so that the export can be imported. */
  rows(actor: Actor, query: AccountsExportQuery): AsyncIterable<AccountRowDto> {
    const list = accountList(actor, query, rowsFor(actor));
    return this.reads.all(actor, list, { sort: query.sort ?? 'createdAt' });
  }
}

function accountList(actor: Actor, query: AccountsQuery, select: string): ListSpec {
  const filters: [string, unknown][] = [
    [related, actor.kind === 'partner' ? (actor.partnerId ?? null) : undefined],
    ['a.country = ?', query.country],
    ['a.segment = ?', query.segment],
    ['a.industry = ?', query.industry],
    ['a.domains @> to_jsonb(lower(?))', query.domain],
    ['a.parent_account_id = ?', query.parentAccountId],
    [`a.legal_name ILIKE ?`, query.q === undefined ? undefined : `%${query.q.replace(/[%_\\]/g, '\\$&')}%`],
    ['a.updated_at >= ?', query.updatedSince],
  ];
  const given = filters.filter(([, value]) => value !== undefined);
  return {
    select,
    id: 'a.id',
    sorts: { createdAt: 'a.created_at', updatedAt: 'a.updated_at', legalName: 'a.legal_name' },
    branches: [{ where: given.map(([condition]) => condition), params: given.map(([, value]) => value) }],
    cursorSalt: JSON.stringify(given),
  };
}

function rowsFor(actor: Actor): string {
  const secret =
    actor.kind === 'partner'
      ? `NULL AS system, NULL AS "externalId", NULL AS tags`
      : `a.external_ids -> 0 ->> 'system' AS system, a.external_ids -> 0 ->> 'id' AS "externalId", a.tags`;
  return `SELECT a.number, a.legal_name AS "legalName", a.segment, a.country, p.number AS parent, a.industry, a.employees,
    a.annual_revenue ->> 'amount' AS "annualRevenue", a.annual_revenue ->> 'currency' AS "revenueCurrency",
    a.founded_year AS "foundedYear", a.domains, ${secret} FROM account a LEFT JOIN account p ON p.id = a.parent_account_id`;
}
