import { readFileSync } from 'node:fs';
import { type Client, Refused } from './client.js';
import { needed, type Options, UsageFault, type Verb } from './options.js';
import { deedLines, eventLines, keyLines, letterLines, valueLines } from './printed.js';
import type { Deed, Key, Letter, ShownKey } from './printed.js';

/** What a command found or did: for a person, and for a program. */
export interface Outcome {
  readonly lines: readonly string[];
  readonly json: unknown;
}

type Command = (client: Client, options: Options) => Promise<Outcome>;

interface Page<Item> {
  readonly items: readonly Item[];
}

export const commands: Readonly<Record<Verb, Command>> = {
  async list(client, { words, handler, error, dead, limit }) {
    if (words.length > 1) needed(words, 'SERVICE');
    const found = await Promise.all(
      (words.length === 1 ? words : await client.services()).map(async (service) => {
        const keys = queryOf({ limit, handler, error, ...(dead ? { dead } : {}) });
        const { items: parked } = await client.get<Page<Key>>(`${service}/parked-keys${keys}`);
        const { items: letters } = await client.get<Page<Letter>>(
          `${service}/dead-letters${queryOf({ limit, handler, error })}`,
        );
        return { service, parkedKeys: parked, deadLetters: letters };
      }),
    );
    const lines = found.flatMap(({ service, parkedKeys, deadLetters }) => [
      `${service}: ${parkedKeys.length} parked keys, ${deadLetters.length} dead letters`,
      ...[...parkedKeys.flatMap(keyLines), ...deadLetters.flatMap(letterLines)].map((line) => `  ${line}`),
    ]);
    return { lines, json: found };
  },

  async show(client, { words }) {
    const [service, id] = needed(words, 'SERVICE', 'ID') as [string, string];
    const found = await find(client, service, id);
    if ('events' in found) return { lines: [...keyLines(found), ...found.events.flatMap(eventLines)], json: found };
    return { lines: [...letterLines(found), ...valueLines(found.text, found.base64)], json: found };
  },

  async retry(client, { words }) {
    const [service, id] = needed(words, 'SERVICE', 'ID') as [string, string];
    const noun = 'events' in (await find(client, service, id)) ? 'parked-keys' : 'dead-letters';
    await client.post(`${service}/${noun}/${id}/retry`);
    return { lines: [`It is tried again now. See: npm run events -- list ${service}`], json: { retried: id } };
  },

  async 'retry-by-error'(client, { words, handler }) {
    const [service, error] = needed(words, 'SERVICE', 'TEXT') as [string, string];
    let retried = 0;
    for (let remaining = 1; remaining > 0;) {
      const body = { error, limit: 500, ...(handler === undefined ? {} : { handler }) };
      const some = await client.post<{ retried: number; remaining: number }>(
        `${service}/parked-keys/retry-by-error`,
        body,
      );
      retried += some.retried;
      // Nothing could be taken: what remains is being retried at this moment.
      remaining = some.retried === 0 ? 0 : some.remaining;
    }
    return { lines: [`${retried} keys are tried again now.`], json: { retried } };
  },

  async edit(client, options) {
    const [service, id] = needed(options.words, 'SERVICE', 'ID') as [string, string];
    const reason = given(options.reason, '--reason');
    const data = dataFrom(given(options.data, '--data'));
    return act(client, { service, id, verb: 'edit', event: options.event, body: { data, reason } });
  },

  async discard(client, options) {
    const [service, id] = needed(options.words, 'SERVICE', 'ID') as [string, string];
    const reason = given(options.reason, '--reason');
    return act(client, { service, id, verb: 'discard', event: options.event, body: { reason } });
  },

  async history(client, { words, handler, limit }) {
    const [service] = needed(words, 'SERVICE') as [string];
    const page = await client.get<Page<Deed>>(`${service}/interventions${queryOf({ limit, handler })}`);
    return { lines: page.items.flatMap(deedLines), json: page.items };
  },
};

interface Act {
  readonly service: string;
  readonly id: string;
  readonly verb: 'edit' | 'discard';
  readonly event: string | undefined;
  readonly body: object;
}

/** Only if it is still as it was found: another operator may be at it. */
async function act(client: Client, { service, id, verb, event, body }: Act): Promise<Outcome> {
  const found = await find(client, service, id);
  const noun = 'events' in found ? 'parked-keys' : 'dead-letters';
  const asked = 'events' in found ? { ...body, eventId: event ?? onlyEventOf(found) } : body;
  await client.post(`${service}/${noun}/${id}/${verb}`, asked, found.version);
  const done = verb === 'edit' ? 'It is stored and tried again now.' : 'It is discarded.';
  return { lines: [`${done} Who, when and why: npm run events -- history ${service}`], json: { [verb]: id } };
}

function onlyEventOf({ events, waiting }: ShownKey): string {
  const [first, second] = events;
  if (first !== undefined && second === undefined) return first.eventId;
  const names = events.map(({ eventId, type }) => `  ${eventId}  ${type}`).join('\n');
  throw new UsageFault(`${waiting} events wait; --event says which. The first one is it that fails:\n${names}`);
}

async function find(client: Client, service: string, id: string): Promise<ShownKey | Letter> {
  try {
    return await client.get<ShownKey>(`${service}/parked-keys/${encodeURIComponent(id)}`);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 404) throw error;
    return client.get<Letter>(`${service}/dead-letters/${encodeURIComponent(id)}`);
  }
}

function given(value: string | undefined, name: string): string {
  if (value === undefined || value.trim() === '') throw new UsageFault(`${name} is missing.`);
  return value;
}

function dataFrom(file: string): unknown {
  const text = readFileSync(file === '-' ? 0 : file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageFault(`${file === '-' ? 'The standard input' : file} is not JSON: ${(error as Error).message}`);
  }
}

function queryOf(asked: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const pairs = Object.entries(asked).filter(([, value]) => value !== undefined);
  return `?${new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
}
