import { Asset } from './asset.js';
import type { AssetState, NewAsset } from './asset-state.js';

const today = '2026-11-23';
const unit: NewAsset = {
  id: '00000000-0000-7000-8000-000000000001',
  productId: '00000000-0000-7000-8000-0000000000b1',
  sku: 'GTX-PRO',
  family: 'GTX',
  serial: 'S-1',
  term: null,
  chain: [],
  shippedOn: '2026-01-10',
};
const asset = (change: Partial<NewAsset> = {}) => {
  const registered = Asset.register({ ...unit, ...change }, 'order', today);
  registered.pullEvents();
  return registered;
};
const refused = (verb: () => void) => {
  try {
    verb();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const other = { assetId: 'other', serial: 'S-2', on: '2026-05-04' };

describe('A unit', () => {
  it('is known from its registration on, in the state that its dates tell', () => {
    expect(asset().state.status).toBe('shipped');
    expect(asset({ installedOn: '2026-02-01' }).state.status).toBe('installed');
    expect(asset({ activatedOn: '2026-02-02' }).state.status).toBe('active');
    expect(refused(() => asset({ installedOn: '2026-01-09' }))).toBe('DAY_TOO_EARLY');
    expect(refused(() => asset({ installedOn: '2026-11-24' }))).toBe('DAY_IN_FUTURE');
  });

  it('is not shipped in days to come: no warranty begins there', () => {
    expect(refused(() => asset({ shippedOn: '2026-11-24' }))).toBe('DAY_IN_FUTURE');
    expect(refused(() => asset().correct({ shippedOn: '9999-12-31' }, today))).toBe('DAY_IN_FUTURE');
  });

  it('is installed once, and in use after that', () => {
    const one = asset();
    one.install('2026-02-01', today, 'jo');
    expect(refused(() => one.install('2026-02-02', today, 'jo'))).toBe('INVALID_TRANSITION');
    expect(refused(() => one.activate('2026-01-31', today, 'jo'))).toBe('DAY_TOO_EARLY');
    one.activate('2026-02-03', today, 'jo');
    expect(one.pullEvents().map(({ type }) => type)).toEqual(['AssetInstalled', 'AssetActivated']);
  });

  it('that is in use has been installed, even if nobody said so', () => {
    const one = asset();
    one.activate('2026-02-03', today, 'jo');
    expect(one.state).toMatchObject({ status: 'active', installedOn: '2026-02-03' });
  });

  it('goes to another owner, not to the one that it has, and not before it came to that one', () => {
    const one = asset({ accountId: 'A' });
    expect(refused(() => one.moveOwnership('A', '2026-03-01', today, 'x'))).toBe('ALREADY_OWNER');
    one.moveOwnership('B', '2026-03-01', today, 'Sold');
    expect(refused(() => one.moveOwnership('C', '2026-02-28', today, 'x'))).toBe('DAY_TOO_EARLY');
    expect(one.state.moves).toEqual([{ from: 'A', to: 'B', on: '2026-03-01' }]);
  });

  it('that was replaced or retired stays as it was', () => {
    const replaced = asset();
    replaced.replaceBy(other, today, 'Broken');
    const retired = asset();
    retired.retire('2026-05-04', today, 'Scrapped');
    for (const one of [replaced, retired]) {
      one.pullEvents();
      const verbs = [
        () => one.install('2026-06-01', today, 'jo'),
        () => one.activate('2026-06-01', today, 'jo'),
        () => one.replaceBy(other, today, 'x'),
        () => one.retire('2026-06-01', today, 'x'),
        () => one.moveOwnership('B', '2026-06-01', today, 'x'),
        () => one.correct({ accountId: 'B' }, today),
      ];
      expect(verbs.map(refused)).toEqual(verbs.map(() => 'INVALID_TRANSITION'));
      expect(one.pullEvents()).toEqual([]);
    }
  });

  it('does not take its own place, nor that of another when it is in use or somebody else’s', () => {
    const old = asset({ accountId: 'A' }).state as AssetState;
    const replaces = { assetId: old.id, serial: old.serial, on: '2026-05-04' };
    const one = asset();
    expect(refused(() => one.replaceBy({ ...other, assetId: unit.id }, today, 'x'))).toBe('REPLACES_ITSELF');
    for (const change of [{ installedOn: '2026-02-01' }, { accountId: 'B' }, { replaces, carried: [] }])
      expect(refused(() => asset(change).takePlaceOf(old, replaces, [], today))).toBe('REPLACEMENT_NOT_FREE');
    one.takePlaceOf(old, replaces, [], today);
    expect(one.state).toMatchObject({ accountId: 'A', replaces });
  });

  it('is blocked and released once each', () => {
    const one = asset();
    expect(refused(() => one.release('x'))).toBe('NOT_BLOCKED');
    one.block('Stolen', today, new Date());
    expect(refused(() => one.block('x', today, new Date()))).toBe('ALREADY_BLOCKED');
    one.release('Found');
    expect(one.pullEvents().map(({ type }) => type)).toEqual(['AssetBlocked', 'AssetReleased']);
  });

  it('says nothing when a correction corrects nothing, and follows its dates when it does', () => {
    const one = asset();
    one.correct({ shippedOn: '2026-01-10' }, today);
    expect(one.pullEvents()).toEqual([]);
    one.correct({ installedOn: '2026-02-01' }, today);
    expect(one.state.status).toBe('installed');
    expect(one.pullEvents()).toEqual([{ type: 'AssetCorrected', changed: ['installedOn'] }]);
  });
});
