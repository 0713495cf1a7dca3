import { Asset } from './asset.js';
import { toPublished } from './asset.published.js';

const now = new Date('2026-11-23T10:00:00.000Z');
const today = '2026-11-23';
const why = 'Fraud suspected';

it('why a unit is blocked is told by that fact alone, not by the state that every later event carries', () => {
  const unit = Asset.register(
    {
      id: '00000000-0000-7000-8000-000000000001',
      productId: '00000000-0000-7000-8000-0000000000b1',
      sku: 'GTX-PRO',
      family: 'GTX',
      serial: 'S-1',
      term: null,
      chain: [],
      shippedOn: '2026-01-10',
    },
    'order',
    today,
  );
  unit.pullEvents();
  unit.block(why, today, now);
  unit.install('2026-02-01', today, 'jo');
  const saved = { ...unit.state, number: null, version: 3, createdAt: now, updatedAt: now };
  const told = unit.pullEvents().flatMap((event) => toPublished(saved, event));
  expect(told).toMatchObject([
    { data: { reason: why, asset: { blocked: { since: today } } } },
    { data: { asset: { blocked: { since: today } } } },
  ]);
  expect(JSON.stringify(told[0]?.data).split(why)).toHaveLength(2);
  expect(JSON.stringify(told[1]?.data)).not.toContain(why);
});
