import { createHash, randomUUID } from 'node:crypto';
import type { ServiceDatabase } from '@tributary/persistence';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import pg from 'pg';
import { obey } from './child.js';
import { Template } from './template.js';

/** What one command writes, taken from the service: two flights, and the words that differ from request to request. */
export interface BareCommand {
  readonly flights: readonly [readonly BareStatement[], readonly BareStatement[]];
  readonly tokens: Readonly<Record<string, string>>;
  readonly answer: string;
}

export interface BareStatement {
  readonly text: string;
  readonly values: readonly (string | null)[];
  /** What a sequence answers, behind this prefix, is the number of the new row. */
  readonly numbers?: string;
  /** It reads what only the rules want to know. */
  readonly isForRules?: true;
}

export interface StartBare {
  readonly database: ServiceDatabase;
  /** Whether to read what the rules of the service read, and to ignore it. */
  readonly readsForRules: boolean;
  readonly register: BareCommand;
  readonly approve: BareCommand;
}

type Words = Record<string, string>;
type Compiled = ReturnType<typeof compiled>;

const pools: pg.Pool[] = [];
let app: FastifyInstance | null = null;

function compiled({ flights, tokens, answer }: BareCommand, readsForRules: boolean) {
  const statement = ({ text, values, numbers }: BareStatement) => ({
    text,
    ...(values.length === 0 ? {} : { name: createHash('sha256').update(text).digest('base64url').slice(0, 32) }),
    values: values.map((value) => (value === null ? null : new Template(value, tokens))),
    numbers,
  });
  return {
    first: flights[0].filter(({ isForRules }) => readsForRules || isForRules === undefined).map(statement),
    second: flights[1].map(statement),
    ids: Object.keys(tokens).filter((token) => token.startsWith('id')),
    answer: new Template(answer, tokens),
  };
}

async function carryOut(pool: pg.Pool, command: Compiled, words: Words): Promise<string> {
  for (const id of command.ids) words[id] ??= randomUUID();
  const client = await pool.connect();
  try {
    const send = (statements: Compiled['first']) =>
      Promise.all(
        statements.map(({ text, name, values }) =>
          client.query<{ next?: string }>({
            text,
            ...(name === undefined ? {} : { name }),
            values: values.map((value) => value?.fill(words) ?? null),
          }),
        ),
      );
    const answers = await send(command.first);
    command.first.forEach(({ numbers }, at) => {
      if (numbers !== undefined) words[numbers] = numbers + String(answers[at]?.rows[0]?.next).padStart(6, '0');
    });
    const written = await send(command.second);
    if (written.at(-1)?.command !== 'COMMIT') throw new Error('not committed');
  } finally {
    client.release();
  }
  return command.answer.fill(words);
}

async function start({ database, register, approve, readsForRules }: StartBare): Promise<string> {
  const pool = (url: string): pg.Pool => {
    const opened = new pg.Pool({ connectionString: url, max: 10, pipeline: true });
    pools.push(opened);
    return opened;
  };
  const partners = pool(database.partner);
  const vendor = pool(database.vendor);
  const [registering, approving] = [compiled(register, readsForRules), compiled(approve, readsForRules)];
  const said = (request: FastifyRequest, header: string): string => String(request.headers[header]);

  app = fastify();
  app.post('/v1/deal-registrations', async (request, reply) => {
    const { customer } = request.body as { customer: { name: string } };
    const words = {
      customer: customer.name,
      key: said(request, 'idempotency-key'),
      partner: said(request, 'x-partner'),
    };
    return reply
      .code(201)
      .type('application/json')
      .send(await carryOut(partners, registering, words));
  });
  app.post<{ Params: { id: string } }>('/v1/deal-registrations/:id/approve', async (request, reply) => {
    const words = {
      deal: request.params.id,
      customer: said(request, 'x-customer'),
      key: said(request, 'idempotency-key'),
      partner: said(request, 'x-partner'),
    };
    return reply.type('application/json').send(await carryOut(vendor, approving, words));
  });
  return app.listen({ host: '127.0.0.1', port: 0 });
}

obey<StartBare>(start, async () => {
  await app?.close();
  await Promise.all(pools.map((pool) => pool.end()));
});
