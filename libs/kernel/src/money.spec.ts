import fc from 'fast-check';
import { Money, minorUnitDigits, UnitPrice } from './index.js';

const currencies = fc.constantFrom('USD', 'EUR', 'JPY', 'BHD');
const cents = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

/** An amount of so many minor units, built without the code under test. */
function amountOf(minor: bigint, digits: number): string {
  const padded = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  return `${minor < 0n ? '-' : ''}${whole}${digits > 0 ? `.${padded.slice(-digits)}` : ''}`;
}

describe('money', () => {
  it('is written with the decimals of its currency', () => {
    const written = [Money.of('5', 'USD'), Money.of('5', 'JPY'), Money.of('5', 'BHD')].map((money) => money.amount);
    expect(written).toEqual(['5.00', '5', '5.000']);
    expect(minorUnitDigits('BHD')).toBe(3);
  });

  it.each(['1e3', '0x10', '', ' 5', '1,000', 'NaN', 'Infinity', '1.', '+1'])('refuses "%s"', (amount) => {
    expect(() => Money.of(amount, 'USD')).toThrow(RangeError);
  });

  it('refuses what the currency cannot hold, and what is no currency', () => {
    expect(() => Money.of('0.001', 'USD')).toThrow(RangeError);
    expect(() => Money.of('0.1', 'JPY')).toThrow(RangeError);
    expect(() => Money.of('1', 'usd')).toThrow(RangeError);
    expect(() => Money.of('1', 'DOLLAR')).toThrow(RangeError);
  });

  it('does not mix currencies', () => {
    expect(() => Money.of('1', 'USD').plus(Money.of('1', 'EUR'))).toThrow('USD and EUR do not mix.');
    expect(() => Money.of('1', 'USD').compare(Money.of('1', 'EUR'))).toThrow(RangeError);
  });

  it('rounds half up unless half even is asked for', () => {
    const halves = ['0.005', '0.015', '0.025', '-0.005'];
    expect(halves.map((value) => Money.rounded(value, 'USD').amount)).toEqual(['0.01', '0.02', '0.03', '-0.01']);
    expect(halves.map((value) => Money.rounded(value, 'USD', 'half_even').amount)).toEqual([
      '0.00',
      '0.02',
      '0.02',
      '0.00',
    ]);
  });

  it('knows no negative zero', () => {
    expect(Money.zero('USD').negated()).toMatchObject({ amount: '0.00', isNegative: false, isZero: true });
  });

  it('adds to exactly the sum of its parts, in any order', () => {
    fc.assert(
      fc.property(currencies, fc.array(cents, { maxLength: 50 }), (currency, parts) => {
        const digits = minorUnitDigits(currency);
        const sum = (list: bigint[]) =>
          list.reduce((total, part) => total.plus(Money.of(amountOf(part, digits), currency)), Money.zero(currency))
            .amount;
        expect(sum(parts)).toBe(
          amountOf(
            parts.reduce((a, b) => a + b, 0n),
            digits,
          ),
        );
        expect(sum(parts.toReversed())).toBe(sum(parts));
      }),
    );
  });

  it('is the same after a journey through JSON', () => {
    fc.assert(
      fc.property(currencies, cents, (currency, minor) => {
        const money = Money.of(amountOf(minor, minorUnitDigits(currency)), currency);
        expect(Money.from(JSON.parse(JSON.stringify(money))).compare(money)).toBe(0);
      }),
    );
  });

  it('rounds to a neighbor, at most half a minor unit away', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.constantFrom('half_up' as const, 'half_even' as const),
        (micro, rounding) => {
          const rounded = BigInt(Money.rounded(amountOf(micro, 6), 'USD', rounding).amount.replace('.', '')) * 10_000n;
          const away = rounded > micro ? rounded - micro : micro - rounded;
          expect(away <= 5_000n).toBe(true);
          if (away === 5_000n && rounding === 'half_even') expect((rounded / 10_000n) % 2n).toBe(0n);
        },
      ),
    );
  });
});

describe('a unit price', () => {
  it('keeps up to six decimals and shows at least the minor unit', () => {
    expect(['0.000125', '12.5', '12'].map((amount) => UnitPrice.of(amount, 'USD').amount)).toEqual([
      '0.000125',
      '12.50',
      '12.00',
    ]);
  });

  it.each(['-1', '0.0000001', 'free'])('refuses %s', (amount) => {
    expect(() => UnitPrice.of(amount, 'USD')).toThrow(RangeError);
  });

  it('is rounded once, on the line', () => {
    expect(UnitPrice.of('0.000125', 'USD').extended('1000').amount).toBe('0.13');
    expect(UnitPrice.of('0.000125', 'USD').extended('1000', 'half_even').amount).toBe('0.12');
  });
});
