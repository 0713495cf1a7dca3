import type { Actor } from '@tributary/kernel';
import { statement, type Statement } from './statement.js';

const setScope = `select set_config('app.partner_id', $1, true), set_config('app.actor', $2, true)`;

/** Binds the transaction to its actor; the policies of a partner's login read it. */
export function scopeOf(actor: Actor): Statement {
  return statement(setScope, [actor.kind === 'partner' ? (actor.partnerId ?? '') : '', actor.subject]);
}
