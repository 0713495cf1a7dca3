import { unitsOf, type OrderFulfillment } from './order-fulfillment.js';

const line = { line: '10', sku: 'GTX-PRO', serials: ['A', 'B'], warrantyTerm: null };
const told = (...lines: OrderFulfillment['lines'][number][]): OrderFulfillment => ({
  order: { system: 'erp', id: '1' },
  shippedOn: '2026-01-15',
  accountId: null,
  chain: [],
  lines,
});

describe('A fulfilled order', () => {
  it('tells of a unit per serial; goods without are none, and a serial twice in a line is one', () => {
    const cable = { ...line, line: '20', sku: 'CABLE', serials: [] };
    expect(unitsOf(told({ ...line, serials: ['A', 'B', 'A'] }, cable)).map(({ serial }) => serial)).toEqual(['A', 'B']);
  });

  it('has a serial of a product on one line only', () => {
    expect(() => unitsOf(told(line, { ...line, line: '20' }))).toThrow(
      expect.objectContaining({ code: 'SERIAL_TWICE' }),
    );
    expect(unitsOf(told(line, { ...line, line: '20', sku: 'MG' }))).toHaveLength(4);
  });

  it('has no more units than one transaction should carry', () => {
    const serials = (from: number) => Array.from({ length: 1000 }, (_, index) => `S${from + index}`);
    const lines = [0, 1000, 2000].map((from) => ({ ...line, line: String(from), serials: serials(from) }));
    expect(() => unitsOf(told(...lines))).toThrow(expect.objectContaining({ code: 'TOO_MANY_UNITS' }));
    expect(unitsOf(told(...lines.slice(0, 2)))).toHaveLength(2000);
  });
});
