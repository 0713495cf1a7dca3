import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvRecords, longestRecord, type CsvRecord } from './csv-records.js';
import { csvLine } from './export.js';

async function read(text: string | Buffer, chunkSize = 7): Promise<CsvRecord[]> {
  const bytes = Buffer.from(text);
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += chunkSize)
      yield await Promise.resolve(bytes.subarray(at, at + chunkSize));
  }
  const records: CsvRecord[] = [];
  for await (const record of csvRecords(chunks())) records.push(record);
  return records;
}

it('reads what RFC 4180 allows, and knows where each record begins', async () => {
  expect(await read('\ufeffa,b\r\n1,"x\ny"\r\n\r\n"q""q",2\n=1+1, z \n,"",\nlast,')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1', 'x\ny'] },
    { line: 5, cells: ['q"q', '2'] },
    { line: 6, cells: ['=1+1', ' z '] },
    { line: 7, cells: ['', '', ''] },
    { line: 8, cells: ['last', ''] },
  ]);
});

it('takes a quote inside a bare cell for what it is', async () => {
  expect(await read('6" pipe,1\n')).toEqual([{ line: 1, cells: ['6" pipe', '1'] }]);
});

it.each([
  [
    'something behind a closing quote',
    'a,b\n1,"x"y\n2,3\n',
    [
      { line: 1, cells: ['a', 'b'] },
      { line: 2, fault: 'BROKEN_LINE' },
      { line: 3, cells: ['2', '3'] },
    ],
  ],
  [
    'a quote that nobody closes',
    'a,b\n1,"x\n2,3\n4,5',
    [
      { line: 1, cells: ['a', 'b'] },
      { line: 2, fault: 'BROKEN_LINE' },
      { line: 3, cells: ['2', '3'] },
      { line: 4, cells: ['4', '5'] },
    ],
  ],
  [
    'an end in the middle of a cell',
    'a\n"trunc',
    [
      { line: 1, cells: ['a'] },
      { line: 2, fault: 'BROKEN_LINE' },
    ],
  ],
])('loses only the line with %s', async (_, text, records) => {
  expect(await read(text)).toEqual(records);
});

it('loses only a line that is too long, with or without a quote', async () => {
  const long = 'x'.repeat(longestRecord + 1);
  const expected = [
    { line: 1, cells: ['a'] },
    { line: 2, fault: 'LINE_TOO_LONG' },
    { line: 3, cells: ['b'] },
  ];
  expect(await read(`a\n${long}\nb\n`, 1000)).toEqual(expected);
  expect(await read(`a\n"${long}\nb\n`, 1000)).toEqual(expected);
  expect(await read(`a\n${','.repeat(600)}\nb\n`, 1000)).toMatchObject([
    {},
    { line: 2, fault: 'BROKEN_LINE' },
    { line: 3 },
  ]);
});

it('refuses a line that is not UTF-8', async () => {
  expect(await read(Buffer.from([97, 10, 0xff, 10, 98, 10]))).toEqual([
    { line: 1, cells: ['a'] },
    { line: 2, fault: 'UNSTORABLE_CHARACTER' },
    { line: 3, cells: ['b'] },
  ]);
});

const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '=', 'é', '😀', ';'), maxLength: 6 });
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });

it('reads back whatever an export writes, cut into chunks anywhere', () =>
  fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (rows, chunkSize) => {
      const records = await read(rows.map(csvLine).join(''), chunkSize);
      expect(records.map((record) => ('cells' in record ? record.cells : record))).toEqual(rows);
    }),
  ));

it('agrees with csv-parse on every well-formed file', () =>
  fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const text = rows.map(csvLine).join('');
      const other: string[][] = parse(text, { relax_column_count: true, record_delimiter: '\r\n' });
      const own = await read(text, 64);
      expect(own.map((record) => ('cells' in record ? record.cells : record))).toEqual(other);
    }),
  ));

it('never throws and never stops, whatever it is given', () =>
  fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 50 }), async (bytes, chunkSize) => {
      const records = await read(Buffer.from(bytes), chunkSize);
      expect(records.length).toBeLessThanOrEqual(bytes.filter((byte) => byte === 10).length + 1);
    }),
  ));
