import { randomUUID } from 'node:crypto';

/** The API said no, or nothing answers. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly status: number | null = null,
  ) {
    super(message);
  }
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** Tributary's API for the one who operates it. */
export class Client {
  #token: string | null;

  constructor(
    private readonly url: string,
    token: string | null,
  ) {
    this.#token = token;
  }

  /** The services that have failed events to show. */
  async services(): Promise<string[]> {
    const { paths } = (await this.#send('GET', '/openapi.json')) as { paths: object };
    const found = Object.keys(paths).map((path) => /^\/v1\/events\/([^/]+)\/parked-keys$/.exec(path)?.[1] ?? '');
    return found.filter((name) => name !== '').sort();
  }

  async get<T>(path: string): Promise<T> {
    return (await this.#send('GET', `/v1/events/${path}`, await this.#bearer())) as T;
  }

  /** `version`: only if it is still what was read. */
  async post<T>(path: string, body: object = {}, version?: number): Promise<T> {
    const headers = {
      ...(await this.#bearer()),
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    };
    return (await this.#send('POST', `/v1/events/${path}`, headers, JSON.stringify(body))) as T;
  }

  async #bearer(): Promise<{ authorization: string }> {
    this.#token ??= await this.#developmentToken();
    return { authorization: `Bearer ${this.#token}` };
  }

  async #developmentToken(): Promise<string> {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ persona: 'vendor-admin' });
    const answer = await this.#send('POST', '/dev/token', headers, body).catch((error: unknown) => {
      if (!(error instanceof Refused) || error.status === null) throw error;
      throw new Refused(`${this.url} has no development issuer: set TRIBUTARY_TOKEN to a token of an administrator.`);
    });
    return (answer as { accessToken: string }).accessToken;
  }

  async #send(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<unknown> {
    const signal = AbortSignal.timeout(30_000);
    const request = { method, headers, signal, ...(body === undefined ? {} : { body }) };
    const answer = await fetch(this.url + path, request).catch((error: unknown) => {
      const { message, cause } = error as Error;
      throw new Refused(`${this.url} does not answer (${cause instanceof Error ? cause.message : message}).`);
    });
    const text = await answer.text();
    if (!answer.ok) throw new Refused(refusal(answer.status, text), answer.status);
    return text === '' ? null : JSON.parse(text);
  }
}

function refusal(status: number, text: string): string {
  let problem: Problem = {};
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    return `${status} ${text.slice(0, 300)}`;
  }
  const { code = '', detail = '', errors = [] } = problem;
  return [`${status} ${code}: ${detail}`, ...errors.map((one) => `  ${one.pointer}: ${one.detail}`)].join('\n');
}
