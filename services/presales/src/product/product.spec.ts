import { InvalidTransition } from '@tributary/kernel';
import { nextStatuses, Product, productStatuses, type ProductStatus } from './product.js';

const description = { name: 'GTX Pro', familyId: 'family', familyCode: 'GTX' };
const saleEnd = {
  lastOrderOn: '2026-12-31',
  lastReturnOn: '2027-01-31',
  replacementSku: 'GTX-PLUS-PRO',
  reason: 'Successor',
};

function product(status: ProductStatus): Product {
  return new Product({ ...Product.draft('product', 'GTX-PRO', description).state, status });
}

describe('a product', () => {
  it('is drafted in private and then published', () => {
    const drafted = Product.draft('product', 'GTX-PRO', description);
    drafted.publish();
    expect(drafted.state).toMatchObject({ status: 'active', attributes: {}, floorPrice: null });
    expect(drafted.pullEvents()).toEqual([{ type: 'ProductDrafted' }, { type: 'ProductPublished' }]);
  });

  it('takes last orders until a day, and can be sold again', () => {
    const active = product('active');
    active.endSale(saleEnd);
    expect(active.state).toMatchObject({
      status: 'end_of_sale',
      lastOrderOn: '2026-12-31',
      replacementSku: 'GTX-PLUS-PRO',
    });
    active.publish();
    expect(active.state).toMatchObject({ status: 'active', lastOrderOn: null, replacementSku: null });
    expect(active.pullEvents()).toEqual([
      { type: 'ProductSaleEnded', reason: 'Successor' },
      { type: 'ProductPublished' },
    ]);
  });

  it.each([
    ['REPLACED_BY_ITSELF', { replacementSku: 'GTX-PRO' }],
    ['RETURN_BEFORE_ORDER', { lastReturnOn: '2026-12-30' }],
  ])('refuses an end of sale with %s', (code, change) => {
    const active = product('active');
    expect(() => active.endSale({ ...saleEnd, ...change })).toThrow(expect.objectContaining({ code }));
    expect(active.pullEvents()).toEqual([]);
  });

  it('tells what was revised, and nothing if nothing was', () => {
    const active = product('active');
    active.revise({ name: 'GTX Pro', attributes: {} });
    active.revise({ name: 'GTX Pro 2', attributes: { ports: '48' } });
    expect(active.pullEvents()).toEqual([{ type: 'ProductRevised', changed: ['name', 'attributes'] }]);
  });

  const verbs: Partial<Record<ProductStatus, (product: Product) => void>> = {
    active: (it) => it.publish(),
    end_of_sale: (it) => it.endSale(saleEnd),
    end_of_life: (it) => it.endLife(null),
  };
  const moves = productStatuses.flatMap((from) => Object.entries(verbs).map(([to, verb]) => ({ from, to, verb })));

  it.each(moves)('goes from $from to $to only if the table says so', ({ from, to, verb }) => {
    const subject = product(from);
    if ((nextStatuses[from] as readonly string[]).includes(to)) {
      verb(subject);
      expect(subject.state.status).toBe(to);
    } else {
      expect(() => verb(subject)).toThrow(InvalidTransition);
      expect(subject.pullEvents()).toEqual([]);
    }
  });
});
