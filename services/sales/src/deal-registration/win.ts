import { Forbidden, Money, RuleViolation, type MoneyJson } from '@tributary/kernel';

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
