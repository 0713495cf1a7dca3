import { Injectable } from '@nestjs/common';
import { Forbidden, territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, type Page } from '@tributary/persistence';
import type { DealProbingDto, DealProbingsQuery } from './deal-probing.dto.js';

const select = `
  SELECT f.id, f.partner_id AS "partnerId", p.legal_name AS "partnerName", f.kind, f.count, f.detected_at AS "detectedAt"
    FROM deal_probing f JOIN partner_replica p ON p.id = f.partner_id`;

@Injectable()
export class DealProbingQueries {
  constructor(private readonly reads: Reads) {}

  async page(actor: Actor, query: DealProbingsQuery): Promise<Page<DealProbingDto>> {
    // A scope that a partner's own systems hold as well.
    if (actor.kind === 'partner') throw new Forbidden('VENDOR_ONLY', 'What is noticed of checks is for the vendor.');
    const { kind, partnerId, updatedSince } = query;
    const conditions: readonly (readonly [string, unknown])[] = [
      ['f.territories && ?::text[]', territoriesOf(actor) ?? undefined],
      ['f.kind = ?', kind],
      ['f.partner_id = ?', partnerId],
      ['f.detected_at >= ?', updatedSince],
    ];
    const given = conditions.filter(([, value]) => value !== undefined);
    return this.reads.page<DealProbingDto>(
      actor,
      {
        select,
        id: 'f.id',
        sorts: { createdAt: 'f.detected_at' },
        branches: [{ where: given.map(([condition]) => condition), params: given.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(given),
      },
      query.page(),
    );
  }
}
