import fc from 'fast-check';
import { planEdition } from './edition.js';
import { checkedDraft, type DraftPrice } from './price.js';

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n));
const draft = (from: number, until: number | null = null, sku = 'GTX'): DraftPrice => ({
  sku,
  unitPrice: '100.00',
  breaks: [],
  validFrom: day(from),
  validUntil: until === null ? null : day(until),
});
const inForce = (id: string, from: number, until: number | null = null) => ({ ...draft(from, until), id });

describe('an edition', () => {
  it('ends the price without end where the next begins', () => {
    expect(planEdition([inForce('old', 0)], [draft(31)])).toEqual({
      ends: [{ priceId: 'old', at: day(31) }],
      sets: [draft(31)],
    });
  });

  it('chains several drafts of one product', () => {
    expect(planEdition([], [draft(31), draft(0)]).sets).toEqual([draft(0, 31), draft(31)]);
  });

  it('touches no other product', () => {
    expect(planEdition([{ ...inForce('other', 0), sku: 'MG' }], [draft(31)]).ends).toEqual([]);
  });

  it.each([
    ['one that begins with it', [inForce('old', 31)], [draft(31)]],
    ['one that begins later', [inForce('later', 40)], [draft(31)]],
    ['one with an end of its own', [inForce('bounded', 0, 60)], [draft(31)]],
    ['another draft with an end', [], [draft(0, 40), draft(31)]],
  ])('is refused if a price overlaps %s', (_, standing, drafts) => {
    expect(() => planEdition(standing, drafts)).toThrow(expect.objectContaining({ code: 'PRICE_OVERLAP' }));
  });

  it('keeps the past as it was: a draft that waited begins when it is published, one that is over never begins', () => {
    const standing = inForce('old', 0);
    expect(planEdition([standing], [draft(5), draft(7)], day(10))).toEqual({
      ends: [{ priceId: 'old', at: day(10) }],
      sets: [{ ...draft(7), validFrom: day(10) }],
    });
    expect(planEdition([standing], [draft(5, 6)], day(10))).toEqual({ ends: [], sets: [] });
  });

  it('never leaves two prices for one instant, whatever is drafted', () => {
    const periods = fc
      .record({
        from: fc.integer({ min: 0, max: 60 }),
        length: fc.option(fc.integer({ min: 1, max: 20 })),
        sku: fc.constantFrom('A', 'B'),
      })
      .map(({ from, length, sku }) => draft(from, length === null ? null : from + length, sku));
    fc.assert(
      fc.property(fc.array(fc.array(periods, { maxLength: 4 }), { maxLength: 6 }), (editions) => {
        let prices: (DraftPrice & { id: string })[] = [];
        for (const [number, drafts] of editions.entries()) {
          try {
            const { ends, sets } = planEdition(prices, drafts);
            prices = prices.map((price) => ({
              ...price,
              validUntil: ends.find((end) => end.priceId === price.id)?.at ?? price.validUntil,
            }));
            prices.push(...sets.map((set, index) => ({ ...set, id: `${number}-${index}` })));
          } catch (refused) {
            expect(refused).toMatchObject({ code: 'PRICE_OVERLAP' });
          }
          for (let at = 0; at < 90; at += 1) {
            for (const sku of ['A', 'B']) {
              const valid = prices.filter(
                (price) => price.sku === sku && price.validFrom <= day(at) && (price.validUntil ?? day(999)) > day(at),
              );
              expect(valid.length).toBeLessThanOrEqual(1);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a drafted price', () => {
  const book = { validFrom: day(0), validUntil: day(365) };

  it('is written with the decimals of its currency at least', () => {
    const price = checkedDraft(
      { ...draft(0), unitPrice: '100.5', breaks: [{ minimumQuantity: 10, unitPrice: '0.0125' }] },
      'EUR',
      book,
    );
    expect(price).toMatchObject({ unitPrice: '100.50', breaks: [{ minimumQuantity: 10, unitPrice: '0.0125' }] });
  });

  it.each([
    ['PERIOD_EMPTY', { validUntil: day(0) }],
    ['OUTSIDE_BOOK_PERIOD', { validFrom: day(-1) }],
    ['OUTSIDE_BOOK_PERIOD', { validUntil: day(366) }],
    ['OUTSIDE_BOOK_PERIOD', { validFrom: day(365) }],
    ['BREAKS_OUT_OF_ORDER', { breaks: [{ minimumQuantity: 10, unitPrice: '100.00' }] }],
    [
      'BREAKS_OUT_OF_ORDER',
      {
        breaks: [
          { minimumQuantity: 10, unitPrice: '90' },
          { minimumQuantity: 10, unitPrice: '80' },
        ],
      },
    ],
  ])('is refused with %s', (code, change) => {
    expect(() => checkedDraft({ ...draft(0), ...change }, 'EUR', book)).toThrow(expect.objectContaining({ code }));
  });
});
