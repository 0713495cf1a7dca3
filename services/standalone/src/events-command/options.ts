import { parseArgs } from 'node:util';

/** The command was called wrongly; the message says what to change. */
export class UsageFault extends Error {}

export const verbs = ['list', 'show', 'retry', 'retry-by-error', 'edit', 'discard', 'history'] as const;
export type Verb = (typeof verbs)[number];

export interface Options {
  readonly verb: Verb;
  /** Of the verb, in their order. */
  readonly words: readonly string[];
  readonly url: string;
  readonly token: string | null;
  readonly json: boolean;
  readonly handler: string | undefined;
  readonly error: string | undefined;
  readonly dead: boolean;
  readonly event: string | undefined;
  readonly data: string | undefined;
  readonly reason: string | undefined;
  readonly limit: number;
}

export const usage = `npm run events -- COMMAND [options]

  list [SERVICE]                      what waits: parked keys, then dead letters, of one service or of all
       --handler NAME --error TEXT    only of this handler; only where the error contains the text
       --dead                         only keys that no retry will help any more
       --limit N                      at most so many of each, 50 unless told
  show SERVICE ID                     a parked key with its events, or a dead letter, as they came
  retry SERVICE ID                    try it again now
  retry-by-error SERVICE TEXT         try every key again whose error contains the text; --handler NAME
  edit SERVICE ID                     give an event other data and try it again
       --data FILE                    the whole data as JSON; - reads them from the standard input
       --reason TEXT                  stands in the history
       --event ID                     which event, where more than one waits
  discard SERVICE ID                  let an event never take effect; --reason TEXT, --event ID
  history SERVICE                     what operators did

  --json                              the answer as JSON, a document for each service
  --url URL, --token TOKEN            instead of TRIBUTARY_URL and TRIBUTARY_TOKEN

Without a token the development issuer is asked for one of the vendor's administrator, who alone may do this.
Exit code 0: done. 1: refused, or nothing answers. 2: called wrongly.
`;

type Environment = Readonly<Record<string, string | undefined>>;

export function readOptions(parameters: readonly string[], environment: Environment): Options | null {
  const { values, positionals } = parsed(parameters);
  if (values.help) return null;
  const [verb, ...words] = positionals;
  if (!(verbs as readonly (string | undefined)[]).includes(verb))
    throw new UsageFault(verb === undefined ? usage : `There is no command "${verb}".\n\n${usage}`);
  const url = values.url ?? environment['TRIBUTARY_URL'] ?? `http://127.0.0.1:${environment['PORT'] ?? 3000}`;
  if (!URL.canParse(url)) throw new UsageFault(`"${url}" is no address.`);
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) throw new UsageFault('--limit is a number from 1 to 200.');
  const { json, handler, error, dead, event, data, reason } = values;
  const token = values.token ?? environment['TRIBUTARY_TOKEN'] ?? null;
  const options = { verb: verb as Verb, words, url: url.replace(/\/+$/, ''), token, json, handler, error, dead };
  return { ...options, event, data, reason, limit };
}

function parsed(parameters: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const options = { url: text, token: text, handler: text, error: text, event: text, data: text, reason: text };
  const limit = { type: 'string', default: '50' } as const;
  try {
    return parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: { ...options, limit, dead: flag, json: flag, help: { ...flag, short: 'h' } },
    });
  } catch (error) {
    throw new UsageFault(`${(error as Error).message}\n\n${usage}`);
  }
}

/** The words that a verb needs, each with its name for the one who left it out. */
export function needed(words: readonly string[], ...names: string[]): string[] {
  const missing = names[words.length];
  if (missing !== undefined) throw new UsageFault(`${missing} is missing.\n\n${usage}`);
  if (words.length > names.length) throw new UsageFault(`"${words[names.length]}" is one word too many.`);
  return [...words];
}
