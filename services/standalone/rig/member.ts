import { fork, spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Brief, Notice, Order } from './orders.js';

export type Kind = 'writer' | 'relay' | 'consumer';

/** A process of the rig, for as long as it lives. */
export class Member {
  /** Its part among those of its kind, which its successor has too. */
  nth = 0;
  isUp = false;
  /** Nobody else's victim meanwhile. */
  isFrozen = false;
  /** Whether the rig has asked for its end, kindly or not. */
  isDoomed = false;
  readonly ended: Promise<void>;
  readonly #process: ChildProcess;
  readonly #lingering = new Set<() => void>();

  /** It stands ready and does nothing until it is told to begin. */
  constructor(
    readonly kind: Kind,
    readonly name: string,
    folder: string,
  ) {
    // In a process group of its own: Ctrl-C is the rig's affair, which then sees to it that all end.
    this.#process = fork(fileURLToPath(new URL(`${kind}-process.js`, import.meta.url)), {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const said = createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
    for (const stream of [this.#process.stdout, this.#process.stderr]) stream?.pipe(said, { end: false });
    this.#process.on('message', (notice: Notice) => {
      if (notice === 'up') this.isUp = true;
      else for (const each of this.#lingering) each();
    });
    this.ended = new Promise((resolve) => {
      this.#process.once('close', () => {
        said.end();
        resolve();
      });
    });
  }

  get hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  /** Waits until it is in the middle of an event, at most so long. */
  async lingering(patienceMs: number): Promise<void> {
    const lingering = new Promise<void>((resolve) => this.#lingering.add(resolve));
    this.#tell({ do: 'linger' });
    await Promise.race([lingering, this.ended, sleep(patienceMs, undefined, { ref: false })]);
    this.#lingering.clear();
  }

  begin(nth: number, brief: Omit<Brief, 'name'>): void {
    this.nth = nth;
    this.#tell({ do: 'begin', brief: { ...brief, name: this.name } });
  }

  shift(milliseconds: number): void {
    this.#tell({ do: 'shift', milliseconds });
  }

  kill(): Promise<void> {
    this.isDoomed = true;
    this.#process.kill('SIGKILL');
    return this.ended;
  }

  /** Ends it in good order; one that does not end is killed. Whether it went by itself. */
  async stop(patienceMs: number): Promise<boolean> {
    this.isDoomed = true;
    this.#tell({ do: 'stop' });
    const inTime = await Promise.race([this.ended.then(() => true), sleep(patienceMs, false, { ref: false })]);
    if (!inTime) await this.kill();
    return inTime;
  }

  /** Stands still for a time, as a process does whose machine is out of breath. A shell wakes it, so that it wakes although the rig may be gone. */
  async freeze(milliseconds: number): Promise<void> {
    if (this.isDoomed || this.hasEnded) throw new Error(`${this.name} was gone`);
    const script = 'kill -STOP "$1"; sleep "$2"; kill -CONT "$1"';
    const shell = spawn('/bin/sh', ['-c', script, 'sh', String(this.#process.pid), String(milliseconds / 1000)], {
      detached: true,
      stdio: 'ignore',
    });
    await new Promise((resolve) => shell.once('exit', resolve));
  }

  #tell(order: Order): void {
    if (this.#process.connected) this.#process.send(order, () => undefined);
  }
}
