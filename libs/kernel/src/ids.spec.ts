import { CountingIds, RandomIds } from './index.js';

describe('ids', () => {
  it('are version 7, unique and sorted by the time they were made', () => {
    const ids = new RandomIds();
    const made = Array.from({ length: 50_000 }, () => ids.next());
    expect(new Set(made).size).toBe(made.length);
    expect(made.toSorted()).toEqual(made);
    expect(made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
      true,
    );
  });

  it('carry the millisecond they were made in', () => {
    const before = Date.now();
    const madeAt = Number.parseInt(new RandomIds().next().replaceAll('-', '').slice(0, 12), 16);
    expect(madeAt).toBeGreaterThanOrEqual(before);
    expect(madeAt).toBeLessThanOrEqual(Date.now());
  });

  it('stay sorted when the clock is set back', () => {
    const ids = new RandomIds();
    const first = ids.next();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
    expect(ids.next() > first).toBe(true);
    clock.mockRestore();
  });

  it('can be counted in tests', () => {
    expect(new CountingIds().next()).toBe('00000000-0000-7000-8000-000000000001');
  });
});
