import { InvalidTransition } from '@tributary/kernel';
import { PriceBook } from './price-book.js';

const book = {
  id: 'book',
  code: 'EMEA-2026',
  name: 'EMEA 2026',
  currency: 'EUR',
  territory: 'EMEA',
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validUntil: null,
};

function opened(change: Partial<PriceBook['state']> = {}): PriceBook {
  return new PriceBook({ ...book, status: 'draft', edition: 0, prices: 0, ...change });
}

describe('a price book', () => {
  it('is opened as a draft', () => {
    const fresh = PriceBook.open(book);
    expect(fresh.state).toMatchObject({ status: 'draft', edition: 0 });
    expect(fresh.pullEvents()).toEqual([{ type: 'PriceBookOpened' }]);
  });

  it('must begin before it ends', () => {
    expect(() => PriceBook.open({ ...book, validUntil: book.validFrom })).toThrow(
      expect.objectContaining({ code: 'PERIOD_EMPTY' }),
    );
  });

  it('counts its editions', () => {
    const subject = opened();
    subject.publish(7, 7);
    subject.publish(1, 8);
    expect(subject.state).toMatchObject({ status: 'published', edition: 2, prices: 8 });
    expect(subject.pullEvents()).toEqual([
      { type: 'PriceBookPublished', changedPrices: 7 },
      { type: 'PriceBookPublished', changedPrices: 1 },
    ]);
  });

  it('is not published without a drafted price', () => {
    const subject = opened();
    expect(() => subject.publish(0, 0)).toThrow(expect.objectContaining({ code: 'NOTHING_TO_PUBLISH' }));
    expect(subject.pullEvents()).toEqual([]);
  });

  it('is retired once and for all', () => {
    const subject = opened({ status: 'published', edition: 1 });
    subject.retire('New year');
    expect(subject.pullEvents()).toEqual([{ type: 'PriceBookRetired', reason: 'New year' }]);
    for (const verb of [() => subject.publish(1, 1), () => subject.retire(''), () => subject.rename('x')]) {
      expect(verb).toThrow(InvalidTransition);
    }
    expect(subject.pullEvents()).toEqual([]);
  });

  it('cannot be retired before it was published', () => {
    expect(() => opened().retire('')).toThrow(InvalidTransition);
  });
});
