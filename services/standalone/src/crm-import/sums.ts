import { Money } from '@tributary/kernel';

/** Amounts by partner, product and quarter. */
export class Sums {
  readonly #amounts = new Map<string, Money>();

  constructor(private readonly currency: string) {}

  add(partner: string, product: string, quarter: string, amount: Money): void {
    const key = JSON.stringify([partner, product, quarter]);
    this.#amounts.set(key, (this.#amounts.get(key) ?? Money.zero(this.currency)).plus(amount));
  }

  of(partner: string, product: string, quarter: string): Money {
    return this.#amounts.get(JSON.stringify([partner, product, quarter])) ?? Money.zero(this.currency);
  }

  keys(): (readonly [partner: string, product: string, quarter: string])[] {
    return [...this.#amounts.keys()].map((key) => JSON.parse(key) as [string, string, string]);
  }

  /** The sum of all that the filter takes. */
  total(isMeant: (partner: string, product: string, quarter: string) => boolean = () => true): Money {
    return [...this.#amounts].reduce(
      (sum, [key, amount]) => (isMeant(...(JSON.parse(key) as [string, string, string])) ? sum.plus(amount) : sum),
      Money.zero(this.currency),
    );
  }
}
