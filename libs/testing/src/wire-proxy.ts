import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A stretch of network before a server that can be slow, count, and break. */
export interface WireProxy {
  /** The server's address with the proxy in its place. */
  readonly url: string;
  /** How often the client spoke after it had been answered: round trips of all connections, since the last `reset`. */
  readonly roundTrips: number;
  reset(): void;
  /** Milliseconds in each direction. */
  delay(milliseconds: number): void;
  /** The next time the client says `text`, it is passed on but its answer is lost with the connection. */
  loseAnswerTo(text: string): void;
  /** The next time the client says `text`, the connection breaks before it is passed on. */
  loseRequest(text: string): void;
  /** Breaks all connections. */
  cut(): void;
  close(): Promise<void>;
}

interface Trap {
  readonly text: Buffer;
  readonly passOn: boolean;
}

export async function wireProxy(targetUrl: string): Promise<WireProxy> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let roundTrips = 0;
  let pause = 0;
  let trap: Trap | null = null;

  const server = createServer((client) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port || 5432), noDelay: true });
    client.setNoDelay(true);
    let isClientsTurn = true;
    let isMute = false;
    let silence: NodeJS.Timeout | undefined;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    const later = (act: () => void): void => void (pause === 0 ? act() : setTimeout(act, pause));
    client.on('data', (chunk) => {
      if (isClientsTurn) roundTrips += 1;
      isClientsTurn = false;
      if (trap !== null && chunk.includes(trap.text)) {
        isMute = true;
        if (!trap.passOn) client.destroy();
        trap = null;
        if (client.destroyed) return;
      }
      later(() => upstream.write(chunk));
    });
    upstream.on('data', (chunk) => {
      isClientsTurn = true;
      if (!isMute) return later(() => client.write(chunk));
      // Only when it has said all: a connection that breaks earlier could take the request with it.
      clearTimeout(silence);
      silence = setTimeout(() => client.destroy(), 100);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = new URL(targetUrl);
  address.hostname = '127.0.0.1';
  address.port = String((server.address() as AddressInfo).port);

  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: address.href,
    get roundTrips() {
      return roundTrips;
    },
    reset: () => void (roundTrips = 0),
    delay: (milliseconds) => void (pause = milliseconds),
    loseAnswerTo: (text) => void (trap = { text: Buffer.from(text), passOn: true }),
    loseRequest: (text) => void (trap = { text: Buffer.from(text), passOn: false }),
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
