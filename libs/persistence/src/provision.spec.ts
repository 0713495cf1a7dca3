import pg from 'pg';
import { serviceAddresses, withDatabase } from './provision.js';

it('writes addresses from which any password comes back', () => {
  const passwords = { owner: 'o w/n:er', vendor: 'v@%40', partner: 'p?#' };
  const { owner, vendor, partner } = serviceAddresses(
    'postgres://root:secret@db:5433/postgres?sslmode=require',
    'post-sales',
    'post_sales',
    passwords,
  );
  expect(
    [owner, vendor, partner].map(
      (url) => new pg.Client({ connectionString: url.replace('?sslmode=require', '') }).password,
    ),
  ).toEqual(Object.values(passwords));
  expect(new URL(partner)).toMatchObject({
    username: 'post_sales_partner',
    host: 'db:5433',
    pathname: '/post_sales',
    search: '?sslmode=require',
  });
});

it('names another database on the same server', () => {
  expect(withDatabase('postgres://a:b@db/one', 'two')).toBe('postgres://a:b@db/two');
});
