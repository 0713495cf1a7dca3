import { publicUrlFrom } from './public-url.js';

describe('PUBLIC_URL', () => {
  it('is where the world reaches the gateway, without a slash at its end', () => {
    expect(publicUrlFrom({ PUBLIC_URL: ' https://prm.example.com/ ' })).toBe('https://prm.example.com');
    expect(publicUrlFrom({ PUBLIC_URL: 'http://example.com:8080/prm' })).toBe('http://example.com:8080/prm');
    expect([publicUrlFrom({}), publicUrlFrom({ PUBLIC_URL: ' ' })]).toEqual([undefined, undefined]);
  });

  it.each([
    'prm.example.com',
    '/prm',
    'ftp://prm.example.com',
    'https://prm.example.com/?a=1',
    'https://jo@example.com',
  ])('is refused if it is %s', (PUBLIC_URL) => {
    expect(() => publicUrlFrom({ PUBLIC_URL })).toThrow('PUBLIC_URL is an address');
  });
});
