/** An answer of the gateway, read to its end. `body` is the parsed JSON, or the text where it is not JSON. */
export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** One person or system calling the gateway with its own token. */
export class Caller {
  constructor(
    private readonly baseUrl: string,
    readonly token: string | null,
  ) {}

  /** Signs in as a persona of the development issuer. */
  static async as(baseUrl: string, persona: string, partnerId?: string): Promise<Caller> {
    const answer = await new Caller(baseUrl, null).call<{ accessToken: string }>('POST', '/dev/token', {
      body: partnerId === undefined ? { persona } : { persona, partnerId },
    });
    if (answer.status !== 200 && answer.status !== 201) throw new Error(`No token for ${persona}: ${answer.text}`);
    return new Caller(baseUrl, answer.body.accessToken);
  }

  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<Answer<Body>> {
    const isText = typeof options.body === 'string';
    const response = await fetch(this.baseUrl + path, {
      method,
      headers: {
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        ...(options.body === undefined || isText ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: isText ? options.body : JSON.stringify(options.body) }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) as Body };
  }

  /** A call that has to succeed; anything else fails the test with the answer in the message. */
  async must<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Body> {
    const answer = await this.call<Body>(method, path, {
      ...(body === undefined ? {} : { body }),
      ...(headers === undefined ? {} : { headers }),
    });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
