import { Conflict, RuleViolation, type Actor } from '@tributary/kernel';
import type { CommandFacts } from './command-context.js';
import { encodeAnswer, decodeAnswer } from './answer-codec.js';
import type { Answer } from './flight.js';
import { statement, type Statement } from './statement.js';

const reserve = `insert into idempotency(subject, key, hash) select $1, $2, $3
  where pg_try_advisory_xact_lock(hashtextextended($1 || chr(31) || $2, 0)) on conflict do nothing returning 1 as reserved`;
const stored = 'select hash, answer from idempotency where subject = $1 and key = $2';
const answered = 'update idempotency set answer = $3 where subject = $1 and key = $2';

/** What became of a key: it is ours, its command was answered before, or it cannot be used. */
export type KeyOutcome =
  | { readonly kind: 'reserved' }
  | { readonly kind: 'replay'; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly error: Error };

/** The reservation of an Idempotency-Key for one subject, in the transaction of the command itself. */
export class KeyReservation {
  private constructor(
    readonly subject: string,
    readonly key: string,
    private readonly hash: string,
  ) {}

  /** A partner's request and a vendor's are never the same request, whatever the subject is called. */
  static of(actor: Actor, facts: CommandFacts): KeyReservation | null {
    if (facts.idempotencyKey === undefined || facts.keySpent === true) return null;
    return new KeyReservation(
      actor.subject,
      facts.idempotencyKey,
      `${facts.requestHash ?? ''}:${actor.partnerId ?? actor.kind}`,
    );
  }

  get statements(): Statement[] {
    return [statement(reserve, [this.subject, this.key, this.hash]), statement(stored, [this.subject, this.key])];
  }

  outcome([reservation, row]: readonly Answer[]): KeyOutcome {
    if (reservation && 'rows' in reservation && reservation.rows.length === 1) return { kind: 'reserved' };
    const found = row && 'rows' in row ? row.rows[0] : undefined;
    if (found === undefined) {
      return refused(
        new Conflict('IDEMPOTENCY_IN_FLIGHT', 'A request with this Idempotency-Key is still running.', {
          retryAfterSeconds: 1,
        }),
      );
    }
    if (found['hash'] !== this.hash) {
      return refused(new RuleViolation('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request.'));
    }
    return { kind: 'replay', answer: decodeAnswer(found['answer']) };
  }

  answer(value: unknown): Statement {
    return statement(answered, [this.subject, this.key, encodeAnswer(value)]);
  }
}

function refused(error: Error): KeyOutcome {
  return { kind: 'refused', error };
}
