import { TerminatedPartners } from './terminated-partners.js';

describe('The terminated partners', () => {
  it('are those whose latest known state is terminated', () => {
    const partners = new TerminatedPartners();
    partners.learn('a', 1n, 'active');
    expect(partners.includes('a')).toBe(false);
    partners.learn('a', 2n, 'terminated');
    expect(partners.includes('a')).toBe(true);
    expect(partners.includes('b')).toBe(false);
    expect(partners.includes(undefined)).toBe(false);
  });

  it('are not changed by news that arrive late', () => {
    const partners = new TerminatedPartners();
    partners.learn('a', 5n, 'terminated');
    partners.learn('a', 4n, 'active');
    expect(partners.includes('a')).toBe(true);
    partners.learn('a', 6n, 'active');
    expect(partners.includes('a')).toBe(false);
  });
});
