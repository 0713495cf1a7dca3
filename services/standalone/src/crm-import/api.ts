/** What became of a row. */
export interface RowResult {
  readonly status: 'created' | 'updated' | 'unchanged' | 'mended' | 'refused';
  readonly id?: string;
  readonly mended?: readonly string[];
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

/** The API said no, or cannot be reached. */
export class ApiFault extends Error {
  constructor(
    message: string,
    readonly code: string | null = null,
  ) {
    super(message);
  }
}

export interface Access {
  readonly url: string;
  readonly token: string | null;
  readonly persona: string;
  readonly signal?: AbortSignal;
  /** Told once when nothing answers, as that is waited for. */
  readonly say?: (line: string) => void;
}

const patienceMilliseconds = 60_000;
const passing = [429, 502, 503, 504];

/** Tributary over HTTP. What passes by itself (a restart, a limit) is waited for: every call here may be repeated. */
export class Api {
  #token: Promise<string> | null = null;
  #hasSaid = false;

  constructor(private readonly access: Access) {}

  get<T>(path: string): Promise<T> {
    return this.#json<T>('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.#json<T>('POST', path, 'application/json', JSON.stringify(body));
  }

  /** Sends rows to an import and answers what became of each, in their order. */
  async bring(path: string, rows: readonly object[]): Promise<RowResult[]> {
    const body = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const until = Date.now() + patienceMilliseconds;
    for (;;) {
      const answer = await this.#call('POST', path, 'application/x-ndjson', body);
      const lines = (await answer.text()).trim().split('\n');
      const told = lines.map((line) => JSON.parse(line) as RowResult | { summary: { complete: boolean } });
      const last = told.at(-1);
      if (last !== undefined && 'summary' in last && last.summary.complete) return told.slice(0, -1) as RowResult[];
      if (Date.now() > until) throw new ApiFault(`POST ${path} was broken off again and again.`);
      await this.#wait(500);
    }
  }

  /** The rows of an export, one after the other. */
  async *rows<Row>(path: string): AsyncGenerator<Row> {
    const answer = await this.#call('GET', path);
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') yield JSON.parse(line) as Row;
    }
    if (rest !== '') yield JSON.parse(rest) as Row;
  }

  async #json<T>(method: string, path: string, type?: string, body?: string): Promise<T> {
    return (await (await this.#call(method, path, type, body)).json()) as T;
  }

  async #call(method: string, path: string, type?: string, body?: string): Promise<Response> {
    const until = Date.now() + patienceMilliseconds;
    for (let pause = 250; ; pause = Math.min(pause * 2, 5_000)) {
      const answer = await this.#try(method, path, type, body);
      if (answer instanceof Response) {
        if (answer.ok) return answer;
        const isOld = answer.status === 401 && this.access.token === null && this.#token !== null;
        if (isOld) this.#token = null;
        if ((!isOld && !passing.includes(answer.status)) || Date.now() > until)
          throw await refusalOf(method, path, answer);
      } else {
        if (Date.now() > until) throw answer;
        if (!this.#hasSaid) this.access.say?.(`${answer.message} Waiting a minute for it.`);
        this.#hasSaid = true;
      }
      await this.#wait(pause);
    }
  }

  async #try(method: string, path: string, type?: string, body?: string): Promise<Response | ApiFault> {
    try {
      return await fetch(`${this.access.url}/v1/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await this.#bearer()}`,
          ...(type === undefined ? {} : { 'content-type': type }),
        },
        ...(body === undefined ? {} : { body }),
        ...(this.access.signal === undefined ? {} : { signal: this.access.signal }),
      });
    } catch (error) {
      this.access.signal?.throwIfAborted();
      if (error instanceof ApiFault) throw error;
      return new ApiFault(`${this.access.url} cannot be reached (${reasonOf(error)}). Does \`npm start\` run there?`);
    }
  }

  #bearer(): Promise<string> {
    if (this.access.token !== null) return Promise.resolve(this.access.token);
    const asked = (this.#token ??= this.#developmentToken());
    asked.catch(() => (this.#token = null));
    return asked;
  }

  async #developmentToken(): Promise<string> {
    const answer = await fetch(`${this.access.url}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona: this.access.persona }),
    });
    if (answer.ok) return ((await answer.json()) as { accessToken: string }).accessToken;
    throw new ApiFault(`There is no development token for "${this.access.persona}" (${answer.status}): give --token.`);
  }

  async #wait(milliseconds: number): Promise<void> {
    this.access.signal?.throwIfAborted();
    await new Promise((wake) => setTimeout(wake, milliseconds));
  }
}

async function refusalOf(method: string, path: string, answer: Response): Promise<ApiFault> {
  const text = await answer.text();
  const { code = null, detail = text } = problemIn(text);
  return new ApiFault(`${method} ${path}: ${answer.status} ${code ?? ''} ${detail.slice(0, 400)}`, code);
}

function problemIn(text: string): { code?: string; detail?: string } {
  try {
    return JSON.parse(text) as { code?: string; detail?: string };
  } catch {
    return {};
  }
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message || cause.name : message;
}
