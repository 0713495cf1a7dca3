import { Forbidden, Money, RuleViolation, type MoneyJson } from '@tributary/kernel';

/** Whose work a registration is: all who registered, revised or submitted it, on either side. */
export interface Preparation {
  readonly registeredBy: string;
  readonly preparedBy: readonly string[];
}

export function joinedBy({ preparedBy }: Preparation, by: string): readonly string[] {
  return preparedBy.includes(by) ? preparedBy : [...preparedBy, by];
}

/** Nobody decides on their own work. */
export function refuseOwn({ preparedBy }: Preparation, by: string): void {
  if (preparedBy.includes(by)) {
    throw new Forbidden('OWN_REGISTRATION', 'Nobody decides on what they registered, revised or submitted.');
  }
}

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

/** What was said to be won and by whom, and what the vendor has confirmed of it. */
export interface Win {
  readonly claimedBy: string | null;
  readonly claimedValue: MoneyJson | null;
  readonly wonValue: MoneyJson | null;
}

export const notWon: Win = { claimedBy: null, claimedValue: null, wonValue: null };

/** A win is worth something, in the currency in which the deal was registered: rewards are counted from it. */
export function refuseUnlikely(value: MoneyJson, registered: MoneyJson): void {
  if (value.currency !== registered.currency) {
    throw new RuleViolation('CURRENCY_MISMATCH', `The deal is registered in ${registered.currency}.`);
  }
  if (Money.from(value).compare(Money.zero(value.currency)) <= 0) {
    throw new RuleViolation('NO_VALUE', 'A win is worth more than nothing.');
  }
}

/** Whoever gave the partner's word does not confirm it, on whichever side. */
export function refuseOwnWord({ claimedBy }: Win, confirmedBy: string): void {
  if (claimedBy !== confirmedBy) return;
  throw new Forbidden('SECOND_PERSON_NEEDED', 'A win is confirmed by somebody else than the one who claimed it.');
}
