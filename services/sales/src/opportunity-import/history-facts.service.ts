import { Injectable } from '@nestjs/common';
import type { Transaction } from '@tributary/persistence';
import { CustomerService, type KnownAccount } from '../customer/customer.service.js';
import { OpportunityHistoryService } from '../opportunity/opportunity-history.service.js';
import type { Pipeline } from '../opportunity/stage.js';
import { PartnerService, type KnownPartner } from '../partner/partner.service.js';
import { ProductService } from '../product/product.service.js';
import { keyOf, type Named, type OpportunityReading } from './opportunity-row.js';

/** What is known under an external id already. `version` is null for what was not brought over but came to be here. */
export interface KnownRow {
  readonly place: number;
  readonly id: string;
  readonly version: number | null;
  /** The source says what it said the last time. */
  readonly isSame: boolean;
}

/** What the rows of a batch name, as far as it is known here. */
export interface HistoryFacts {
  readonly known: ReadonlyMap<number, KnownRow>;
  readonly partners: ReadonlyMap<string, KnownPartner>;
  readonly accounts: ReadonlyMap<string, KnownAccount>;
  readonly products: Awaited<ReturnType<ProductService['ofHistory']>>;
  readonly pipeline: Pipeline;
}

const stated = 'unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS n(system, external_id, stated, place)';
const knownRows = `
  SELECT n.place::int - 1 AS place, i.opportunity_id AS id, i.version, i.stated = n.stated::jsonb AS "isSame"
    FROM ${stated} JOIN opportunity_import i ON i.system = n.system AND i.external_id = n.external_id
   UNION ALL
  SELECT n.place::int - 1, o.id, NULL, false
    FROM ${stated} JOIN opportunity o ON o.source <> 'imported' AND o.external_ids <> '[]'
     AND o.external_ids @> jsonb_build_array(jsonb_build_object('system', n.system, 'id', n.external_id))
   UNION ALL
  SELECT n.place::int - 1, o.id, NULL, false
    FROM ${stated} JOIN opportunity o ON o.number = n.external_id AND n.system = 'tributary'`;
const newRows = `
  SELECT FROM (SELECT DISTINCT system, external_id FROM unnest($1::text[], $2::text[]) AS n(system, external_id)) n
   WHERE NOT EXISTS (SELECT FROM opportunity_import i WHERE i.system = n.system AND i.external_id = n.external_id)`;

/** Reads all that a batch of history rests on, in one flight. */
@Injectable()
export class HistoryFactsService {
  constructor(
    private readonly history: OpportunityHistoryService,
    private readonly partners: PartnerService,
    private readonly customers: CustomerService,
    private readonly products: ProductService,
  ) {}

  async of(tx: Transaction, rows: readonly OpportunityReading[]): Promise<HistoryFacts> {
    const systems = rows.map(({ system }) => system);
    const ids = rows.map(({ externalId }) => externalId);
    const partners = namesIn(rows.map(({ partner }) => partner));
    const accounts = namesIn(rows.map(({ account }) => account));
    const lines = rows.flatMap((row) => row.lines);
    // Files of one system one after the other: else two would both find that a row is new.
    const locks = [...new Set(systems)].sort();
    const [, known, pipeline, knownPartners, knownAccounts, products] = await Promise.all([
      tx.read('SELECT pg_advisory_xact_lock(hashtext(s)) FROM unnest($1::text[]) s', [
        locks.map((system) => `opportunity import ${system}`),
      ]),
      tx.read<KnownRow>(knownRows, [systems, ids, rows.map(({ row }) => JSON.stringify(row))]),
      this.history.prepare(tx, newRows, [systems, ids]),
      this.partners.named(tx, partners.names, partners.ids),
      this.customers.named(tx, accounts.names, accounts.ids),
      this.products.ofHistory(
        tx,
        distinct(lines.map(({ sku }) => sku)),
        distinct(lines.map(({ sku, family }) => (sku === null ? family : null))),
      ),
    ]);
    return {
      known: new Map(known.map((row) => [row.place, row])),
      partners: new Map(knownPartners.map((partner) => [keyOf(partner), partner])),
      accounts: new Map(knownAccounts.map((account) => [keyOf(account), account])),
      products,
      pipeline,
    };
  }
}

function namesIn(all: readonly (Named | null)[]): { names: { system: string; id: string }[]; ids: string[] } {
  const each = [...new Map(all.flatMap((one) => (one === null ? [] : [[keyOf(one), one] as const]))).values()];
  return {
    names: each.flatMap(({ system, name }) => (system === null ? [] : [{ system, id: name }])),
    ids: each.flatMap(({ system, name }) => (system === null ? [name] : [])),
  };
}

function distinct(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.filter((text) => text !== null))];
}
