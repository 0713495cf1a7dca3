import { Transform } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../edge/call.plugin.js';
import { Refusal } from '../edge/problem.js';

export interface BodyRules {
  readonly bytes: number;
  /** By then the whole body has arrived, or the call is refused. Imports have their own rule. */
  readonly seconds: number;
  /** The longest silence within a streamed import. */
  readonly importSilenceSeconds: number;
  readonly importsPerSubject: number;
}

const importPath = /^\/v1\/[^/]+\/import\/?$/;

export function isImport(request: FastifyRequest): boolean {
  return request.method === 'POST' && importPath.test(request.call.path);
}

/** Bodies are never read here, only measured on their way through: their size, and the time they take. */
export function limitBodies(app: FastifyInstance, rules: BodyRules): void {
  const imports = new RunningImports(rules.importsPerSubject);

  app.addHook('preParsing', (request, reply, payload, done) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    const chunked = encoding !== undefined;
    if (!chunked && Number(length ?? 0) === 0) return done(null, payload);
    if (isImport(request)) {
      const refusal = imports.begin(request.call.actor?.subject ?? request.ip, reply);
      return refusal === undefined ? done(null, measured(request, reply, rules, Infinity, payload)) : done(refusal);
    }
    if (!chunked && Number(length) > rules.bytes) return done(tooLarge(rules.bytes));
    // A declared length needs no counting: the HTTP parser delivers no byte more.
    if (!chunked) {
      const deadline = deadlineIn(rules.seconds, (refusal) => {
        if (!reply.sent) refuse(request, reply, refusal);
      });
      request.raw.once('end', deadline.clear).once('close', deadline.clear);
      return done(null, payload);
    }
    done(null, measured(request, reply, rules, rules.bytes, payload));
  });
}

function tooLarge(bytes: number): Refusal {
  return new Refusal('BODY_TOO_LARGE', `The body is larger than ${bytes} bytes.`);
}

interface Deadline {
  readonly renew: () => void;
  readonly clear: () => void;
}

function deadlineIn(seconds: number, passed: (refusal: Refusal) => void): Deadline {
  const timer = setTimeout(() => passed(new Refusal('REQUEST_TIMEOUT', 'The body came too slowly.')), seconds * 1000);
  return { renew: () => void timer.refresh(), clear: () => clearTimeout(timer) };
}

/** Counts the bytes. For an import every chunk buys new time; any other body has one deadline. */
function measured(
  request: FastifyRequest,
  reply: FastifyReply,
  rules: BodyRules,
  mostBytes: number,
  payload: NodeJS.ReadableStream,
): Transform {
  const streamed = mostBytes === Infinity;
  let bytes = 0;
  // What still arrives of a refused body no longer goes to the service: it is read away.
  const cut = (refusal: Refusal): void => {
    payload.unpipe(through);
    if (!reply.sent) refuse(request, reply, refusal);
    through.destroy(refusal);
  };
  const deadline = deadlineIn(streamed ? rules.importSilenceSeconds : rules.seconds, cut);
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (streamed) deadline.renew();
      if (bytes <= mostBytes) return done(null, chunk);
      cut(tooLarge(mostBytes));
      done();
    },
  });
  // Without a listener a cut body would bring the process down; whoever forwards it has listeners of its own.
  through.on('error', deadline.clear).once('close', deadline.clear);
  request.raw.once('close', () => {
    deadline.clear();
    if (!request.raw.complete) through.destroy(new Error('The caller went away.'));
  });
  return payload.pipe(through);
}

class RunningImports {
  readonly #running = new Map<string, number>();

  constructor(private readonly most: number) {}

  begin(key: string, reply: FastifyReply): Refusal | undefined {
    const running = this.#running.get(key) ?? 0;
    if (running >= this.most) {
      return new Refusal('TOO_MANY_IMPORTS', `At most ${this.most} imports at a time.`, { retryAfterSeconds: 5 });
    }
    this.#running.set(key, running + 1);
    // `close` of the answer comes exactly once, however the call ends.
    reply.raw.once('close', () => {
      const left = (this.#running.get(key) ?? 1) - 1;
      if (left === 0) this.#running.delete(key);
      else this.#running.set(key, left);
    });
    return undefined;
  }
}
