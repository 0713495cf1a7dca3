import { Forbidden, RuleViolation } from '@tributary/kernel';

/** A wish of one person at the vendor to take a protection away; it takes a second one to do it. */
export interface Revocation {
  readonly requestedBy: string;
  readonly reason: string;
}

export function requested(pending: Revocation | null, requestedBy: string, reason: string): Revocation {
  if (pending !== null) {
    throw new RuleViolation('REVOCATION_REQUESTED', 'The revocation waits for a second person already.');
  }
  return { requestedBy, reason };
}

/** The request that waits for its second person. */
export function waiting(pending: Revocation | null): Revocation {
  if (pending === null) throw new RuleViolation('REVOCATION_NOT_REQUESTED', 'Nobody has asked for the revocation yet.');
  return pending;
}

export function confirmed(pending: Revocation | null, confirmedBy: string): Revocation {
  const revocation = waiting(pending);
  if (revocation.requestedBy !== confirmedBy) return revocation;
  throw new Forbidden(
    'SECOND_PERSON_NEEDED',
    'A revocation is confirmed by somebody else than the one who asked for it.',
  );
}
