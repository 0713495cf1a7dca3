import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { newName, type KafkaPlace } from './kafka-place.js';

interface Running {
  readonly name: string;
  readonly pid: number;
  readonly warden: ChildProcess;
  readonly ended: Promise<unknown>;
}

/** One broker of our own. */
export class KafkaNode {
  #running: Running | null = null;

  constructor(
    private readonly place: KafkaPlace,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    if (this.#running !== null) return;
    const name = newName();
    const program = this.place.java('kafka.Kafka', [join(this.folder, 'server.properties')], name);
    const order = { start: program, end: this.place.removal(name), log: join(this.folder, 'kafka.log') };
    const script = join(import.meta.dirname, '..', '..', 'scripts', 'kafka-warden.mjs');
    const warden = spawn(process.execPath, [script, JSON.stringify(order)], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(warden, 'exit');
    const pid = await Promise.race([
      once(createInterface(warden.stdout), 'line').then(([line]) => Number(line)),
      ended,
    ]);
    if (typeof pid !== 'number') throw new Error('Kafka could not be started.');
    this.#running = { name, pid, warden, ended };
  }

  /** Resolves when it takes connections. */
  async listens(): Promise<void> {
    for (const deadline = Date.now() + 120_000; !(await accepts(this.port)); await sleep(100)) {
      const hasEnded = this.#running === null || this.#running.warden.exitCode !== null;
      if (hasEnded || Date.now() > deadline)
        throw new Error(`Kafka ${hasEnded ? 'ended before it listened' : 'does not listen'}: ${await this.#said()}`);
    }
  }

  /** Ends it as a power cut does. Its data stay. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Lets it end in order; after 20 s it is killed. */
  async stop(): Promise<void> {
    await this.resume();
    await this.#end('SIGTERM');
  }

  /** As a machine that hangs: connections stay, nothing answers. */
  async pause(): Promise<void> {
    if (this.#running) await this.place.signal(this.#running.name, this.#running.pid, 'SIGSTOP');
  }

  async resume(): Promise<void> {
    if (this.#running) await this.place.signal(this.#running.name, this.#running.pid, 'SIGCONT').catch(() => undefined);
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    this.#running = null;
    await this.place.signal(running.name, running.pid, signal).catch(() => undefined);
    const late = setTimeout(() => running.warden.stdin?.end(), 20_000);
    await running.ended;
    clearTimeout(late);
  }

  async #said(): Promise<string> {
    return (await readFile(join(this.folder, 'kafka.log'), 'utf8').catch(() => '')).slice(-4_000);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket
      .once('error', () => resolve(false))
      .once('connect', () => {
        socket.destroy();
        resolve(true);
      });
  });
}
