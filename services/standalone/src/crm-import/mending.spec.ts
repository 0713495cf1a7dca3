import { KnownNames, mendedBy, quarterOf, readAmount, readDay, slug } from './mending.js';

describe('a name of another file', () => {
  const known = new KnownNames(['GTX Pro', 'GTX Plus Pro', 'Acme', 'ACME ']);

  it.each([
    ['GTX Pro', 'GTX Pro'],
    ['GTXPro', 'GTX Pro'],
    ['gtx-plus pro', 'GTX Plus Pro'],
    ['Acme', 'Acme'],
  ])('%s is %s', (written, name) => expect(known.find(written)).toBe(name));

  it.each(['', 'GTX', 'acme'])('is none, or not one beyond doubt: "%s"', (written) =>
    expect(known.find(written)).toBeNull(),
  );
});

describe('a day', () => {
  it.each([
    ['20-10-16', '2016-10-20', false],
    ['01-03-17', '2017-03-01', false],
    ['1/3/2017', '2017-03-01', true],
    ['2017-03-01', '2017-03-01', true],
  ])('%s is %s', (written, day, mended) => expect(readDay(written)).toEqual({ day, mended }));

  it.each(['31-02-17', '2017-13-01', '1-3/17', 'soon', '010317', '1-3-017'])('is not "%s"', (written) =>
    expect(readDay(written)).toBeNull(),
  );

  it.each([
    ['2017-01-01', 'Q1 2017'],
    ['2017-03-31', 'Q1 2017'],
    ['2017-04-01', 'Q2 2017'],
    ['2017-12-31', 'Q4 2017'],
  ])('%s lies in %s', (day, quarter) => expect(quarterOf(day)).toBe(quarter));
});

it.each([
  ['1054', '1054', false],
  ['0', '0', false],
  ['1,054.50', '1054.50', true],
  ['$550', '550', true],
])('an amount %s is %s', (written, amount, mended) => expect(readAmount(written)).toEqual({ amount, mended }));

it.each(['', '-1', '1.005', '10,54', 'a lot', '1e3'])('"%s" is no amount', (written) =>
  expect(readAmount(written)).toBeNull(),
);

it('what the API mended is told as from and to, and what is no such sentence as it is', () => {
  expect(mendedBy('industry: "technolgy" read as "technology"')).toMatchObject({
    field: 'industry',
    from: 'technolgy',
    to: 'technology',
  });
  expect(mendedBy('Something else')).toEqual({ field: '', from: '', to: '', why: 'Something else' });
});

it('a name makes an address or a code', () => {
  expect(slug('Mei-Mei Johns', '.')).toBe('mei-mei.johns');
  expect(slug(' Zoë  Ångström ', '.')).toBe('zoe.angstrom');
  expect(slug('GTX Plus Pro', '-')).toBe('gtx-plus-pro');
});
