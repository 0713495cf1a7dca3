import { Injectable } from '@nestjs/common';
import type { Transaction } from '@tributary/persistence';

const limits = `FROM deal_program_version v, jsonb_each_text(v.terms -> 'openLimits') l`;
const turn = `SELECT pg_advisory_xact_lock(hashtextextended('open|' || $1::uuid, 0)) WHERE EXISTS (SELECT ${limits})`;
const turnOfDraft = `SELECT pg_advisory_xact_lock(hashtextextended('open|' || d.partner_id, 0)) FROM deal_registration d
  WHERE d.id = $1 AND EXISTS (SELECT ${limits})`;
const open = `SELECT count(*)::int AS count FROM (SELECT FROM deal_registration d
  WHERE d.partner_id = $1 AND d.id IS DISTINCT FROM $2 AND (d.status IN ('in_review', 'conflict_hold', 'returned')
    OR (d.status = 'approved' AND d.protected_until > $3)) LIMIT (SELECT coalesce(max(l.value::int), 0) ${limits})) open`;

/**
 * How many registrations a partner has open. Where a program limits them, those of one partner are submitted in turns, so that none slips past the
 * count. Whoever submits takes the turn before it asks for anything of the customer: every submission takes its locks in that order.
 */
@Injectable()
export class OpenDealsService {
  /** Counted as far as any program limits them; where none does, nothing is read. */
  async count(tx: Transaction, partnerId: string, exceptId: string | null, now: Date): Promise<number> {
    const [row] = await tx.read<{ count: number }>(open, [partnerId, exceptId, now]);
    return row?.count ?? 0;
  }

  async takeTurn(tx: Transaction, partnerId: string): Promise<void> {
    await tx.read(turn, [partnerId]);
  }

  async takeTurnOfDraft(tx: Transaction, dealId: string): Promise<void> {
    await tx.read(turnOfDraft, [dealId]);
  }
}
