import { connect, type Socket } from 'node:net';

export interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
}

const headEnd = Buffer.from('\r\n\r\n');

/** One keep-alive connection with one request under way: so little code that the generator takes little of what it measures. */
export class HttpConnection {
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve(reply: Reply): void; reject(error: Error): void } | null = null;

  private constructor(
    private readonly socket: Socket,
    private readonly host: string,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error(`${host} closed the connection`)));
  }

  static open(address: string): Promise<HttpConnection> {
    const { hostname, port, host } = new URL(address);
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new HttpConnection(socket, host)));
    });
  }

  send({ method, path, headers, body = '' }: Ask): Promise<Reply> {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const typed = body === '' ? '' : 'content-type: application/json\r\n';
    const head = `${method} ${path} HTTP/1.1\r\nhost: ${this.host}\r\n${lines.join('')}${typed}content-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.socket.write(head + body);
    });
  }

  close(): void {
    this.#waiting = null;
    this.socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf(headEnd);
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end).toLowerCase();
    const body = head.includes('transfer-encoding: chunked')
      ? chunkedBody(this.#received.subarray(end + 4))
      : sizedBody(this.#received.subarray(end + 4), Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0));
    if (body === null) return;
    this.#received = Buffer.alloc(0);
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }
}

function sizedBody(bytes: Buffer, length: number): string | null {
  return bytes.length < length ? null : bytes.toString('utf8', 0, length);
}

function chunkedBody(bytes: Buffer): string | null {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (bytes.length < line + 2 + size + 2) return null;
    if (size === 0) return Buffer.concat(parts).toString('utf8');
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
