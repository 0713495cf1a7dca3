import { Decimal } from 'decimal.js';

const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/** How an amount is brought to the minor unit: half up unless the company decides for half even. */
export type Rounding = 'half_up' | 'half_even';

/** A decimal string and an ISO 4217 code: `{ amount: "1234.50", currency: "USD" }`. */
export interface MoneyJson {
  readonly amount: string;
  readonly currency: string;
}

const minorDigits = new Map<string, number>();

/** The number of decimals of a currency's minor unit: 2 for USD, 0 for JPY, 3 for BHD. A malformed code is a RangeError. */
export function minorUnitDigits(currency: string): number {
  let digits = minorDigits.get(currency);
  if (digits === undefined) {
    if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`"${currency}" is not an ISO 4217 code.`);
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    minorDigits.set(currency, digits);
  }
  return digits;
}

function read(amount: string): Decimal {
  if (!/^-?\d{1,30}(\.\d{1,20})?$/.test(amount)) throw new RangeError(`"${amount}" is not a decimal number.`);
  return new Exact(amount);
}

function round(value: Decimal, digits: number, rounding: Rounding): Decimal {
  return value.toDecimalPlaces(digits, rounding === 'half_up' ? Decimal.ROUND_HALF_UP : Decimal.ROUND_HALF_EVEN);
}

/** An amount in a currency, always at the minor unit. Immutable; mixing currencies throws a RangeError. */
export class Money {
  private readonly value: Decimal;

  private constructor(
    value: Decimal,
    readonly currency: string,
  ) {
    this.value = value.isZero() ? new Exact(0) : value; // no "-0.00"
  }

  /** Takes a decimal string; more decimals than the minor unit has are a RangeError, never rounded in silence. */
  static of(amount: string, currency: string): Money {
    const value = read(amount);
    if (value.decimalPlaces() > minorUnitDigits(currency)) {
      throw new RangeError(`"${amount}" is not an amount of ${currency}.`);
    }
    return new Money(value, currency);
  }

  static from(json: MoneyJson): Money {
    return Money.of(json.amount, json.currency);
  }

  static zero(currency: string): Money {
    return new Money(new Exact(0), currency);
  }

  /** A computed amount brought to the minor unit. */
  static rounded(value: Decimal.Value, currency: string, rounding: Rounding = 'half_up'): Money {
    return new Money(round(new Exact(value), minorUnitDigits(currency), rounding), currency);
  }

  plus(other: Money): Money {
    return new Money(this.value.plus(this.same(other)), this.currency);
  }

  minus(other: Money): Money {
    return new Money(this.value.minus(this.same(other)), this.currency);
  }

  times(factor: string | number, rounding: Rounding = 'half_up'): Money {
    return Money.rounded(this.value.times(factor), this.currency, rounding);
  }

  negated(): Money {
    return new Money(this.value.negated(), this.currency);
  }

  /** Below zero if this is the smaller, zero if they are equal, above zero if it is the larger. */
  compare(other: Money): number {
    return this.value.comparedTo(this.same(other));
  }

  get isZero(): boolean {
    return this.value.isZero();
  }

  get isNegative(): boolean {
    return this.value.isNegative();
  }

  get amount(): string {
    return this.value.toFixed(minorUnitDigits(this.currency));
  }

  toJSON(): MoneyJson {
    return { amount: this.amount, currency: this.currency };
  }

  private same(other: Money): Decimal {
    if (other.currency !== this.currency) {
      throw new RangeError(`${this.currency} and ${other.currency} do not mix.`);
    }
    return other.value;
  }
}

/** A price of one unit with up to 6 decimals; `extended` gives the rounded amount of a line. */
export class UnitPrice {
  private constructor(
    private readonly value: Decimal,
    readonly currency: string,
  ) {}

  static of(amount: string, currency: string): UnitPrice {
    const value = read(amount);
    minorUnitDigits(currency);
    if (value.isNegative() || value.decimalPlaces() > 6) {
      throw new RangeError(`"${amount}" is not a unit price: zero or more, at most 6 decimals.`);
    }
    return new UnitPrice(value, currency);
  }

  /** Below zero if this is the smaller, zero if they are equal, above zero if it is the larger. */
  compare(other: UnitPrice): number {
    if (other.currency !== this.currency) throw new RangeError(`${this.currency} and ${other.currency} do not mix.`);
    return this.value.comparedTo(other.value);
  }

  extended(quantity: string | number, rounding: Rounding = 'half_up'): Money {
    return Money.rounded(this.value.times(quantity), this.currency, rounding);
  }

  /** The shortest form with at least the minor unit's decimals: "12.50", "0.000125". */
  get amount(): string {
    return this.value.toFixed(Math.max(minorUnitDigits(this.currency), this.value.decimalPlaces()));
  }

  toJSON(): MoneyJson {
    return { amount: this.amount, currency: this.currency };
  }
}
