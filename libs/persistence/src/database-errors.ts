import { Conflict, DomainError, Malformed, Stale, Unavailable } from '@tributary/kernel';
import pg from 'pg';

/** The guard of deal protections refused: another partner's protection stands. Run the command again once, then hold the deal. */
export class ProtectionConflict extends Conflict {
  constructor() {
    super('PROTECTED', 'This conflicts with a protection that another deal holds.');
  }
}

/** The constraint that refused, as PostgreSQL named it. */
export interface ConstraintFault {
  readonly constraint: string;
  readonly table: string | null;
}

/** The business answer for each constraint that a caller can run into: unique, check, foreign key or exclusion. */
export type Conflicts = Readonly<Record<string, (fault: ConstraintFault) => DomainError>>;

/** The SQLSTATE of an error that the server answered; null for anything else (then the connection's state is unknown). */
export function sqlState(error: unknown): string | null {
  return error instanceof pg.DatabaseError && error.code !== undefined && /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : null;
}

// 08P01 is left out: a statement and its parameters that do not fit are a fault of ours. Connection lost or refused, server stopping, out of resources, deadlock, serialization, lock or statement timeout, idle too long.
const passing = /^(?:08(?!P01)...|53...|57P..|58...|40001|40P01|55P03|57014|25P03)$/;
// A NUL character, an instant or a number beyond what a column holds: what no validation upstream can know completely.
const unstorable = new Set(['22021', '22P05', '22003', '22008']);

/** Says in business terms what the database answered; what nobody can explain to a caller is returned as it is. */
export function translated(error: unknown, conflicts: Conflicts = {}): unknown {
  if (error instanceof DomainError) return error;
  const state = sqlState(error);
  if (state === null || passing.test(state)) return new Unavailable(1, { cause: error });
  if (state === 'TB412') return new Stale();
  if (state === 'TB409') return new ProtectionConflict();
  if (unstorable.has(state)) return new Malformed('A value is outside of what can be stored.');
  const { constraint, table } = error as pg.DatabaseError;
  if (state.startsWith('23') && constraint !== undefined) {
    const answer = conflicts[constraint];
    if (answer !== undefined) return answer({ constraint, table: table ?? null });
    if (state === '23505') return new Conflict('DUPLICATE', 'There is one like this already.');
  }
  return error;
}
