import { decodeCursor, encodeCursor } from './cursor.js';

const place = { value: '2026-03-01 10:00:00.123456+00', id: '00000000-0000-7000-8000-000000000001' };

it('comes back as it went', () => {
  expect(decodeCursor(encodeCursor(place, 'salt'), 'salt')).toEqual(place);
});

it('fits into a URL as it is', () => {
  expect(encodeCursor({ ...place, value: 'ü/+?&=' }, 'salt')).toMatch(/^[\w-]+$/);
});

it.each([
  '',
  'x',
  '!!!',
  Buffer.from('null').toString('base64url'),
  Buffer.from('[1,2,3]').toString('base64url'),
  Buffer.from('["a","b"]').toString('base64url'),
])('refuses %p', (cursor) => {
  expect(() => decodeCursor(cursor, 'salt')).toThrow('cannot be read');
});

it('refuses the cursor of another list', () => {
  expect(() => decodeCursor(encodeCursor(place, 'one'), 'other')).toThrow('other filters');
});
