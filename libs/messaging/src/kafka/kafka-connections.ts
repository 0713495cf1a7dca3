import type { ISocketFactory } from 'kafkajs';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

const keepAliveMs = 60_000;

/**
 * The connections of one client. kafkajs goes on after a disconnect with what it was at (its issues 967 and 1438): it connects anew, sends, joins the group
 * again. Once cut, nothing of it reaches a broker any more.
 */
export class KafkaConnections {
  readonly #open = new Set<Socket>();
  #isCut = false;

  constructor(private readonly factory: ISocketFactory = socketTo) {}

  readonly socket: ISocketFactory = (address) => {
    if (this.#isCut) throw new Error('This client was given up.');
    const socket = this.factory(address);
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    return socket;
  };

  get isCut(): boolean {
    return this.#isCut;
  }

  cut(): void {
    this.#isCut = true;
    // Without an error kafkajs takes a connection that is gone for open, and watches over it for ever.
    for (const socket of this.#open) socket.destroy(new Error('This client was given up.'));
  }
}

const socketTo: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const name = isIP(host) === 0 ? { servername: host } : {};
  const socket = ssl ? connectTls({ host, port, ...name, ...ssl }, onConnect) : connect({ host, port }, onConnect);
  return socket.setKeepAlive(true, keepAliveMs);
};
