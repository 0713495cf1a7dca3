import type pg from 'pg';
import type { Flight } from './flight.js';
import { Session } from './session.js';
import { statement, type Statement } from './statement.js';

/** A server of scripted answers; what it was sent, and how its connection was given back. */
function server(answer: (text: string) => { command?: string; error?: Error }) {
  const sent: Statement[] = [];
  const released: unknown[] = [];
  const client = {
    query: (flight: Flight) => {
      for (const asked of flight.statements) {
        sent.push(asked);
        const { command = asked.text.split(' ')[0]!.toUpperCase(), error } = answer(asked.text);
        if (error !== undefined) flight.handleError(error);
        if (error !== undefined) return flight;
        flight.handleCommandComplete({ text: command });
      }
      flight.handleReadyForQuery();
      return flight;
    },
    release: (error?: unknown) => released.push(error),
  };
  return { sent, released, pool: { connect: () => Promise.resolve(client) } as unknown as pg.Pool };
}

function session(pool: pg.Pool, staged: Statement[] = []): Session {
  return new Session(pool, statement('select scope'), null, { take: () => staged.splice(0) });
}

it('begins with a constant text that cannot fail, and sends the rest of the flight behind it', async () => {
  const { sent, pool } = server(() => ({}));
  await session(pool, [statement('update x set y = $1', [1])]).commit([]);
  expect(sent.map((each) => each.text)).toEqual(['BEGIN', 'select scope', 'update x set y = $1', 'COMMIT']);
  expect(sent[0]?.values).toBeUndefined();
});

it('has not committed when COMMIT is answered with ROLLBACK, though no statement told of an error', async () => {
  const { released, pool } = server((text) => (text === 'COMMIT' ? { command: 'ROLLBACK' } : {}));
  const subject = session(pool, [statement('update x')]);
  await expect(subject.commit([])).rejects.toThrow('did not commit');
  await subject.rollBack();
  expect(released).toEqual([undefined]);
});

it('closes the connection after an error without SQLSTATE and sends nothing more on it', async () => {
  const lost = new Error('read ECONNRESET');
  const { sent, released, pool } = server((text) => (text === 'COMMIT' ? { error: lost } : {}));
  const subject = session(pool, [statement('update x')]);
  await expect(subject.commit([])).rejects.toMatchObject({ code: 'UNAVAILABLE', cause: lost });
  await subject.rollBack();
  expect(released).toEqual([lost]);
  expect(sent.at(-1)?.text).toBe('COMMIT');
});

it('sends the reads of one tick together and what is staged before them', async () => {
  const { sent, pool } = server(() => ({}));
  const staged: Statement[] = [];
  const subject = session(pool, staged);
  await Promise.all([subject.read(statement('select 1')), subject.read(statement('select 2'))]);
  expect(subject.flights).toBe(1);
  staged.push(statement('insert into x'));
  await subject.read(statement('select 3'));
  await subject.commit([]);
  expect(subject.flights).toBe(3);
  expect(sent.map((each) => each.text)).toEqual([
    'BEGIN',
    'select scope',
    'select 1',
    'select 2',
    'insert into x',
    'select 3',
    'COMMIT',
  ]);
});

it('opens no connection for a work that fails before it asks for anything', async () => {
  const { sent, pool } = server(() => ({}));
  await session(pool).rollBack();
  expect(sent).toEqual([]);
});

it('leaves no connection behind when the work ends without awaiting its read', async () => {
  const { sent, released, pool } = server(() => ({}));
  const subject = session(pool);
  const read = subject.read(statement('select 1'));
  await subject.rollBack();
  await expect(read).rejects.toThrow('is over');
  await new Promise((resolve) => setImmediate(resolve));
  expect([sent, released]).toEqual([[], []]);
});
