import { fork, type ChildProcess, type Serializable } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cpuOrder = 'cpu';
const heapOfTheImage = '--max-old-space-size=384'; // as deploy/Dockerfile starts a service

/** A server in a process of its own. It answers its orders over the channel that `fork` opens. */
export class Child {
  #waiting: ((answer: unknown) => void) | null = null;

  private constructor(
    private readonly name: string,
    private readonly process: ChildProcess,
  ) {
    process.on('message', (answer) => this.#waiting?.(answer));
  }

  /** Starts `<module>.js` beside this file and waits for its first answer to `start`. `detached`: Ctrl-C does not reach it. */
  static async start<Order, Started>(
    module: string,
    order: Order,
    { detached = false } = {},
  ): Promise<{ child: Child; started: Started }> {
    const file = fileURLToPath(new URL(`${module}.js`, import.meta.url));
    const child = new Child(module, fork(file, { stdio: 'inherit', execArgv: [heapOfTheImage], detached }));
    return { child, started: await child.ask<Order, Started>(order) };
  }

  ask<Order, Answer>(order: Order): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`${this.name} ended with ${code}`));
      this.process.once('exit', ended);
      this.#waiting = (answer) => {
        this.process.off('exit', ended);
        resolve(answer as Answer);
      };
      this.process.send(order as Serializable);
    });
  }

  /** Milliseconds of processor time that it has used so far. */
  cpu(): Promise<number> {
    return this.ask<typeof cpuOrder, number>(cpuOrder);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      if (this.process.exitCode !== null) return resolve();
      const late = setTimeout(() => this.process.kill('SIGKILL'), 10_000);
      this.process.once('exit', () => {
        clearTimeout(late);
        resolve();
      });
      this.process.disconnect();
    });
  }
}

/** The child's side: one answer per order, and an end when the parent lets go. */
export function obey<Order>(carryOut: (order: Order) => Promise<unknown>, close: () => Promise<void>): void {
  process.on('message', (order) => {
    const answer = order === cpuOrder ? Promise.resolve(cpuMilliseconds()) : carryOut(order as Order);
    answer.then(
      (answer) => process.send?.(answer ?? null),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => void close().finally(() => process.exit(0)));
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
