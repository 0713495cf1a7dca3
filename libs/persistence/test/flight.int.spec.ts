import { testDatabase, type TestDatabase } from '@tributary/testing';
import { Connection } from '../src/connection.js';
import { statement } from '../src/statement.js';
import { example } from './reservation.js';

let db: TestDatabase;
let connection: Connection;

beforeAll(async () => {
  db = await testDatabase(example);
  connection = await Connection.from(db.database.pool('vendor'));
});
afterAll(async () => {
  connection.release();
  await db.close();
});

const rows = (found: unknown[]) => ({ rows: found, tag: 'SELECT' });

it('is answered statement by statement, in order', async () => {
  const answers = await connection.flight([
    statement('select $1::text as word, $2::int as number, null as nothing', ['one', 1]),
    statement('select n from generate_series(1, 3) n where n > $1', [1]),
    statement('select 1 as one where false'),
  ]);
  expect(answers).toEqual([rows([{ word: 'one', number: 1, nothing: null }]), rows([{ n: 2 }, { n: 3 }]), rows([])]);
});

it('answers the same the second time, when columns and plan are known', async () => {
  const asked = [statement(`select 'x' as word, array[1, 2] as numbers, '{"a": 1}'::jsonb as json`)];
  const first = await connection.flight(asked);
  expect(await connection.flight(asked)).toEqual(first);
  expect(first).toEqual([rows([{ word: 'x', numbers: [1, 2], json: { a: 1 } }])]);
});

it('may hold one statement twice', async () => {
  const twice = statement('select 41 + $1::int as sum', [1]);
  expect(await connection.flight([twice, twice])).toEqual([rows([{ sum: 42 }]), rows([{ sum: 42 }])]);
});

it('runs nothing behind an error, and tells it for what was not run', async () => {
  const failing = statement('select 1 / $1::int', [0]);
  const behind = statement(`select set_config('flight.behind', 'ran', false)`);
  const [first, ...rest] = await connection.flight([statement('select 1 as one'), failing, behind]);
  expect(first).toEqual(rows([{ one: 1 }]));
  expect(rest).toEqual(Array(2).fill({ error: expect.objectContaining({ code: '22012' }) }));
  const read = statement(`select coalesce(current_setting('flight.behind', true), '') as behind`);
  expect(await connection.flight([read])).toEqual([rows([{ behind: '' }])]);
});

it('does not take for prepared what an error kept from being prepared', async () => {
  const later = statement(`select 'prepared later' as word`);
  await connection.flight([statement('select 2 / $1::int', [0]), later]);
  expect(await connection.flight([later])).toEqual([rows([{ word: 'prepared later' }])]);
});

it('plans a statement without a name anew: what it answers may be another thing', async () => {
  const fetched = async (sql: string) => {
    const answers = await connection.flight([
      statement('BEGIN'),
      { text: `DECLARE found CURSOR FOR ${sql}` },
      { text: 'FETCH 10 FROM found' },
      statement('ROLLBACK'),
    ]);
    return answers[2];
  };
  expect(await fetched('select 1 as one')).toMatchObject({ rows: [{ one: 1 }] });
  expect(await fetched(`select 'b' as two, 3 as three`)).toMatchObject({ rows: [{ two: 'b', three: 3 }] });
});
