import { Injectable } from '@nestjs/common';
import { territoriesOf, type Actor } from '@tributary/kernel';
import { Reads } from '@tributary/persistence';
import type { OpportunityRowDto } from './opportunity-row.dto.js';

const day = (instant: string): string => `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;
const idIn = (replica: string): string =>
  `(SELECT x ->> 'id' FROM jsonb_array_elements(${replica}.external_ids) x WHERE x ->> 'system' = e.system LIMIT 1)`;

// What came to be here has no id of another system: it is known by its number, and another installation can take it over.
const rows = `
  SELECT jsonb_strip_nulls(jsonb_build_object(
           'system', coalesce(e.system, 'tributary'), 'externalId', coalesce(e.id, o.number), 'name', o.name, 'stage', o.stage ->> 'code',
           'openedOn', ${day('o.opened_at')}, 'closedOn', ${day('o.closed_at')},
           'closedFrom', CASE WHEN o.status <> 'open' THEN o.stages -> -2 ->> 'stage' END, 'expectedCloseOn', o.expected_close_on,
           'value', o.value, 'lines', o.lines, 'partner', ${idIn('p')}, 'partnerId', o.partner_id, 'account', ${idIn('a')},
           'accountId', o.customer ->> 'accountId', 'customerName', o.customer ->> 'name', 'country', o.customer ->> 'country',
           'ownedBy', o.owned_by, 'nextStep', o.next_step, 'lossReason', o.loss_reason)) AS row
    FROM opportunity o
    LEFT JOIN LATERAL (SELECT o.external_ids -> 0 ->> 'system' AS system, o.external_ids -> 0 ->> 'id' AS id) e ON true
    LEFT JOIN partner_replica p ON p.id = o.partner_id
    LEFT JOIN account_replica a ON a.id = (o.customer ->> 'accountId')::uuid
   WHERE $1::text[] IS NULL OR o.territory = ANY ($1)
   ORDER BY o.created_at, o.id`;

@Injectable()
export class OpportunityExportQueries {
  constructor(private readonly reads: Reads) {}

  async *rows(actor: Actor): AsyncIterable<OpportunityRowDto> {
    const all = this.reads.stream<{ row: OpportunityRowDto }>(actor, rows, [territoriesOf(actor)]);
    for await (const { row } of all) yield row;
  }
}
