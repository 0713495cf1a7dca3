import { Injectable } from '@nestjs/common';
import type { Saved, Transaction } from '@tributary/persistence';
import { spansFrom, startOf, type CoverSpan, type CoverStart, type HeldTerms, type UnitDays } from './cover.js';
import type { WarrantyTermState } from './warranty-term.js';

const keep = `INSERT INTO warranty_term_version(term_id, version, code, valid_from, terms) VALUES ($1, $2, $3, $4, $5)`;
const ofUnit = 'SELECT v.terms FROM warranty_term_of($1) v';

/** What a term promised and promises: each version stays as it was for the units that were shipped under it. */
@Injectable()
export class HeldTermService {
  keep(tx: Transaction, saved: Saved<WarrantyTermState>): void {
    const { id, version, code, updatedAt, name, coverages, startsAt, latestStartDays, service, exclusions } = saved;
    const { transferable } = saved;
    const terms: HeldTerms = { name, coverages, startsAt, latestStartDays, service, exclusions, transferable };
    tx.execute(keep, [id, version, code, updatedAt, JSON.stringify(terms)]);
  }

  /** Asked in the flight that loads the unit. */
  async ofUnit(tx: Transaction, assetId: string): Promise<HeldTerms | null> {
    const [row] = await tx.read<{ terms: HeldTerms }>(ofUnit, [assetId]);
    return row?.terms ?? null;
  }

  start(terms: HeldTerms, days: UnitDays): CoverStart {
    return startOf(terms, days);
  }

  spans(terms: HeldTerms, start: string): CoverSpan[] {
    return spansFrom(terms.coverages, start);
  }
}
