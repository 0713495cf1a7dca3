/** So many points for each full `per` of value, in force from a day until the next rate. */
export interface AccrualRate {
  /** YYYY-MM-DD */
  readonly from: string;
  readonly points: number;
  /** A decimal amount in the program's currency. */
  readonly per: string;
}

const scale = 6;

function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole) * 10n ** BigInt(scale) + BigInt(fraction.padEnd(scale, '0'));
}

/** The rate of the day; null before the first one. */
export function rateOn(rates: readonly AccrualRate[], day: string): AccrualRate | null {
  return rates.reduce<AccrualRate | null>(
    (best, rate) => (rate.from <= day && (best === null || rate.from > best.from) ? rate : best),
    null,
  );
}

/** Whole points, never rounded up: 10 points per 100 make 19 of 199.99. */
export function pointsFor(amount: string, { points, per }: AccrualRate): number {
  return Number((scaled(amount) * BigInt(points)) / scaled(per));
}
