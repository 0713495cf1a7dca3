import { Injectable } from '@nestjs/common';
import { NotYetKnown } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import type { HeldTerm, OrderLine } from '../asset/asset-state.js';

export interface AskedUnit {
  readonly sku: string;
  readonly serial: string;
  readonly term: string | null;
  readonly shippedOn: string | null;
}

export interface UnitFacts {
  readonly productId: string;
  readonly sku: string;
  readonly family: string;
  readonly serial: string;
  /** What was named, else what the unit has, else what the product promises: in the version that held at shipment. */
  readonly term: HeldTerm | null;
  /** The unit of this product that has the serial already. */
  readonly known: { readonly id: string; readonly order: OrderLine | null } | null;
}

interface Row extends Omit<UnitFacts, 'productId'> {
  readonly productId: string | null;
  readonly askedTerm: string | null;
}

const facts = `
  SELECT p.id AS "productId", n.sku, p.family, n.serial, n.term AS "askedTerm",
         CASE WHEN t.term_id IS NULL THEN NULL ELSE jsonb_build_object('id', t.term_id, 'code', t.code, 'version', t.version) END AS term,
         CASE WHEN a.id IS NULL THEN NULL ELSE jsonb_build_object('id', a.id, 'order', a.order_ref) END AS known
    FROM unnest($1::text[], $2::text[], $3::text[], $4::date[]) WITH ORDINALITY AS n(sku, serial, term, shipped_on, place)
    LEFT JOIN product_replica p ON p.sku = n.sku
    -- LIMIT keeps the planner at the key, whatever it believes about the size of the base.
    LEFT JOIN LATERAL (SELECT x.id, x.order_ref, x.term, x.shipped_on FROM asset x WHERE x.product_id = p.id AND x.serial = n.serial LIMIT 1) a ON true
    LEFT JOIN LATERAL warranty_term_held(coalesce(n.term, a.term ->> 'code', p.warranty_policy),
                                         coalesce(CASE WHEN $6::boolean THEN a.shipped_on END, n.shipped_on, a.shipped_on, $5)) t ON true
   ORDER BY n.place`;

const ofReplacement = `
  SELECT p.id AS "productId", p.sku, p.family, $3::text AS serial, NULL AS term,
         CASE WHEN a.id IS NULL THEN NULL ELSE jsonb_build_object('id', a.id, 'order', a.order_ref) END AS known
    FROM product_replica p LEFT JOIN asset a ON a.product_id = p.id AND a.serial = $3
   WHERE p.sku = coalesce($2, (SELECT o.sku FROM asset o WHERE o.id = $1))`;

// In the order of their keys, as everybody takes units: two units that are to replace each other would wait for each other.
const bothUnits = `
  SELECT x.id FROM asset x WHERE x.id = ANY (ARRAY(
     SELECT $1::uuid UNION ALL
     SELECT a.id FROM product_replica p JOIN asset a ON a.product_id = p.id AND a.serial = $3
      WHERE p.sku = coalesce($2, (SELECT o.sku FROM asset o WHERE o.id = $1))))
   ORDER BY x.id FOR NO KEY UPDATE`;

/** What the catalog, the warranty terms and the installed base say of units that are told of: one statement for any number. */
@Injectable()
export class UnitFactsService {
  /**
   * In the order of the question; null where the product is not known, or the warranty term that was named. The day of shipment
   * that is told counts, or with `knownDayStays` the one that the unit has.
   */
  async of(
    tx: Transaction,
    asked: readonly AskedUnit[],
    today: string,
    knownDayStays = false,
  ): Promise<readonly (UnitFacts | null)[]> {
    const column = <Field extends keyof AskedUnit>(field: Field) => asked.map((unit) => unit[field]);
    const rows = await tx.read<Row>(facts, [
      column('sku'),
      column('serial'),
      column('term'),
      column('shippedOn'),
      today,
      knownDayStays,
    ]);
    return rows.map(({ askedTerm, productId, ...rest }) =>
      productId === null || (askedTerm !== null && rest.term === null) ? null : { ...rest, productId },
    );
  }

  /** As `of`, for an order: it can do nothing with a part of it, and dates no unit that has been dated. */
  async all(tx: Transaction, asked: readonly AskedUnit[], today: string): Promise<readonly UnitFacts[]> {
    return (await this.of(tx, asked, today, true)).map((each, index) => {
      const { sku, term } = asked[index]!;
      if (each === null) throw new NotYetKnown(`product ${sku}${term === null ? '' : ` or warranty term ${term}`}`);
      return each;
    });
  }

  /** Keeps a unit and the one that is to take its place from everybody else; asked first in the flight. */
  async holdBoth(tx: Transaction, replacedId: string, sku: string | null, serial: string): Promise<void> {
    await tx.read(bothUnits, [replacedId, sku, serial]);
  }

  /** Of the unit that takes another one's place: of the same product, if no other is named. Null if the product is not known. */
  async ofReplacement(
    tx: Transaction,
    replacedId: string,
    sku: string | null,
    serial: string,
  ): Promise<UnitFacts | null> {
    const [facts] = await tx.read<UnitFacts>(ofReplacement, [replacedId, sku, serial]);
    return facts ?? null;
  }
}
