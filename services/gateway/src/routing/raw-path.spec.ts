import { isPlain, pathOf } from './raw-path.js';

describe('A raw path', () => {
  it('ends where the query begins', () => {
    expect(pathOf('/v1/partners?q=a/../b')).toBe('/v1/partners');
    expect(pathOf('/v1/partners')).toBe('/v1/partners');
  });

  it.each(['/v1/accounts/external/crm/4711', '/v1/products/AB%20C', '/', '/.well-known/jwks.json', '/v1/a..b'])(
    'is plain: %s',
    (path) => {
      expect(isPlain(path)).toBe(true);
    },
  );

  it.each([
    '/v1/partners/../metrics',
    '/v1/partners/%2e%2e/metrics',
    '/v1//partners',
    '/v1/partners\\..',
    '/v1/a%2Fb',
    '/v1/a%00',
    'http://evil.example/v1/partners',
    '/v1/partners/..',
  ])('is refused when two readers could see two resources: %s', (path) => {
    expect(isPlain(path)).toBe(false);
  });
});
