import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { untilReady } from '../boot/ready.js';
import { linesOf, readable } from './line.js';

export interface ProcessSpec {
  readonly name: string;
  /** The file that Node runs. */
  readonly program: string;
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A process that could not start; its own lines say why. */
export class ServiceEnded extends Error {}

const endWithParent = join(import.meta.dirname, 'end-with-parent.js');
const nameColumn = 20;
const pauseMilliseconds = 500;
const longestPauseMilliseconds = 10_000;
const patienceMilliseconds = 15_000;

/** A process that is started again whenever it ends, from the moment on in which it was ready once. */
export class ServiceProcess {
  #child: ChildProcess;
  #ended: Promise<void>;
  #hasBeenReady = false;
  #isAsked = false;
  #falls = 0;

  constructor(
    private readonly spec: ProcessSpec,
    private readonly print: (line: string) => void,
  ) {
    [this.#child, this.#ended] = this.#spawn();
  }

  get name(): string {
    return this.spec.name;
  }

  /** Where it is, as a person looks for it. */
  get place(): string {
    const { METRICS_PORT: metrics } = this.spec.environment;
    const more = metrics === undefined ? '' : `, metrics ${metrics}`;
    return `${this.spec.url} (process ${this.#child.pid}${more})`;
  }

  /** Throws ServiceEnded if it ends before. */
  async ready(): Promise<void> {
    await untilReady(this.spec.url, () => {
      if (this.#isOver()) throw new ServiceEnded(`${this.name} could not start: its lines above say why.`);
    });
    this.#hasBeenReady = true;
  }

  /** As it would be told to in a container: first kindly, then not. */
  async stop(): Promise<void> {
    this.#isAsked = true;
    this.#child.kill('SIGTERM');
    const late = setTimeout(() => this.kill(), patienceMilliseconds);
    await this.#ended;
    clearTimeout(late);
  }

  kill(): void {
    this.#isAsked = true;
    this.#child.kill('SIGKILL');
  }

  #isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #spawn(): [ChildProcess, Promise<void>] {
    const { program, environment } = this.spec;
    const child = spawn(process.execPath, ['--enable-source-maps', '--import', endWithParent, program], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of its own: a Ctrl-C in the terminal is for the parent, which ends them in order.
      detached: true,
    });
    const show = (line: string): void => {
      const text = readable(line);
      if (text !== null) this.#say(text);
    };
    child.stdout?.on('data', linesOf(show));
    child.stderr?.on('data', linesOf(show));
    const ended = new Promise<void>((resolve) => {
      child.once('exit', (code, signal) => {
        if (this.#hasBeenReady && !this.#isAsked) this.#again(signal ?? `code ${code}`);
        resolve();
      });
    });
    return [child, ended];
  }

  #again(reason: string): void {
    this.#say(`ended by ${reason}: starting it again`);
    const pause = Math.min(longestPauseMilliseconds, pauseMilliseconds * 2 ** this.#falls);
    this.#falls += 1;
    setTimeout(() => {
      if (this.#isAsked) return;
      [this.#child, this.#ended] = this.#spawn();
      this.ready().then(
        () => {
          this.#falls = 0;
          this.#say(`is back: ${this.place}`);
        },
        // It has ended once more and is started again for that.
        () => undefined,
      );
    }, pause);
  }

  #say(text: string): void {
    this.print(`${this.name.padEnd(nameColumn)}| ${text}`);
  }
}
