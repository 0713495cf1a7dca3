/**
 * An exact fraction. A mean whose weights were shared out has thirds and sevenths in it, which no decimal holds: a level is
 * reached or not by what the numbers are, not by how they were rounded.
 */
export class Ratio {
  private constructor(
    private readonly numerator: bigint,
    private readonly denominator: bigint,
  ) {}

  static of(numerator: number | bigint, denominator: number | bigint = 1n): Ratio {
    const [above, below] = [BigInt(numerator), BigInt(denominator)];
    if (below === 0n) throw new RangeError('Nothing is divided by zero.');
    const common = divisor(above < 0n ? -above : above, below < 0n ? -below : below) * (below < 0n ? -1n : 1n);
    return new Ratio(above / common, below / common);
  }

  /** Reads what `toString` writes: "2.75", "-3", "8/3". */
  static parse(text: string): Ratio {
    const [, sign = '', whole = '', fraction = '', denominator] = /^(-?)(\d+)(?:\.(\d+)|\/(\d+))?$/.exec(text) ?? [];
    if (whole === '') throw new RangeError(`"${text}" is not a number.`);
    const digits = BigInt(`${sign}${whole}${fraction}`);
    return Ratio.of(digits, denominator === undefined ? 10n ** BigInt(fraction.length) : BigInt(denominator));
  }

  plus(other: Ratio): Ratio {
    return Ratio.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(other: Ratio): Ratio {
    return this.plus(Ratio.of(-other.numerator, other.denominator));
  }

  times(other: Ratio): Ratio {
    return Ratio.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  dividedBy(other: Ratio): Ratio {
    return Ratio.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  /** Below zero if this is the smaller, zero if they are equal, above zero if it is the larger. */
  compare(other: Ratio): number {
    const difference = this.numerator * other.denominator - other.numerator * this.denominator;
    return difference === 0n ? 0 : difference > 0n ? 1 : -1;
  }

  /** Rounded half away from zero, for people. */
  toFixed(places: number): string {
    const scale = 10n ** BigInt(places);
    const size = this.numerator < 0n ? -this.numerator : this.numerator;
    const rounded = (2n * size * scale + this.denominator) / (2n * this.denominator);
    const digits = String(rounded).padStart(places + 1, '0');
    const sign = this.numerator < 0n && rounded > 0n ? '-' : '';
    return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }

  /** Exact: a decimal if six places hold it, else a fraction. */
  toString(): string {
    if (1_000_000n % this.denominator !== 0n) return `${this.numerator}/${this.denominator}`;
    return this.toFixed(6).replace(/\.?0+$/, '');
  }
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}
