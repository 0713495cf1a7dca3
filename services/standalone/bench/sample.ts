import type { BareCommand, BareStatement } from './bare-process.js';
import type { Sent } from './recording.js';

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const number = /\b[A-Z]{2}-\d{4}-\d{6,}\b/g;
// What any program needs before it can write: the transaction, its scope, its key, a number, the row it changes.
const needed = /^begin|set_config|idempotency|nextval|for no key update/i;

/** What the bare program does for one command: the writes of the service's transaction, and before them the least it can do. */
export function bareCommand(
  sent: readonly Sent[],
  words: Readonly<Record<string, string>>,
  answer: string,
): BareCommand {
  const transaction = transactionWith(words['key'] ?? '', sent);
  const flights = [...new Set(transaction.map(({ flight }) => flight))];
  if (flights.length !== 2) throw new Error(`the sample took ${flights.length} flights instead of 2`);
  const [reads, writes] = flights.map((flight) => transaction.filter((each) => each.flight === flight));
  if (reads === undefined || writes === undefined) throw new Error('the sample wrote nothing');

  const readable = [...writes.flatMap(({ values }) => values.map(plain)), answer].join('\n');
  const known = new Set(Object.values(words));
  const constant = new Set(reads.flatMap(({ values }) => values.flatMap((value) => plain(value).match(uuid) ?? [])));
  const fresh = [...new Set(readable.match(uuid))].filter((each) => !known.has(each) && !constant.has(each));
  const numbers = [...new Set(readable.match(number))];
  const statement = ({ text, values }: Sent): BareStatement => ({ text, values });
  return {
    flights: [
      reads.map((each) =>
        needed.test(each.text) ? numbered(statement(each), numbers) : { ...statement(each), isForRules: true },
      ),
      writes.map(statement),
    ],
    tokens: {
      ...words,
      ...Object.fromEntries(fresh.map((each, at) => [`id${at}`, each])),
      ...Object.fromEntries(numbers.map((each) => [prefixOf(each), each])),
    },
    answer,
  };
}

function transactionWith(key: string, sent: readonly Sent[]): Sent[] {
  const connection = sent.find(({ values }) => values.includes(key))?.connection;
  const own = sent.filter((each) => each.connection === connection);
  const at = own.findIndex(({ values }) => values.includes(key));
  const from = own.slice(0, at).findLastIndex(({ text }) => /^begin/i.test(text));
  const to = own.findIndex(({ text }, index) => index > at && text === 'COMMIT');
  if (from < 0 || to < 0) throw new Error('the sample is no whole transaction');
  return own.slice(from, to + 1);
}

/** A number that no row keeps is drawn for the case that a rule would need it. */
function numbered(statement: BareStatement, numbers: readonly string[]): BareStatement {
  if (!/nextval/.test(statement.text)) return statement;
  const prefix = statement.values.some((value) => value?.startsWith('opportunity')) ? 'OP-' : 'DR-';
  const used = numbers.find((each) => each.startsWith(prefix));
  return used === undefined ? { ...statement, isForRules: true } : { ...statement, numbers: prefixOf(used) };
}

const prefixOf = (each: string): string => each.slice(0, each.lastIndexOf('-') + 1);

/** A value with the texts that are hidden in it as bytes. */
function plain(value: string | null): string {
  return (value ?? '').replace(/\\\\?x((?:[0-9a-f]{2})+)/g, (_, hex: string) =>
    Buffer.from(hex, 'hex').toString('utf8'),
  );
}
