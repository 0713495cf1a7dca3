import { spawn, type ChildProcess } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

const scripts = join(__dirname, '..', '..', 'scripts');

/** `npm start`, or another that starts all of it, as a process of its own, the way a person runs it. */
export class Started {
  output = '';
  readonly ended: Promise<number | null>;

  private constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  }

  static run(
    environment: Record<string, string>,
    user: { uid?: number; gid?: number } = {},
    script: 'start.mjs' | 'start-services.mjs' = 'start.mjs',
  ): Started {
    const { PATH = '', HOME = '/tmp' } = process.env;
    return new Started(
      spawn(process.execPath, [join(scripts, script)], {
        ...user,
        env: { PATH, HOME, SEED: 'none', ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }

  /** Runs it and waits for the line that says so. */
  static async ready(environment: Record<string, string>, user: { uid?: number; gid?: number } = {}): Promise<Started> {
    const started = Started.run(environment, user);
    await started.until(`Tributary is ready on http://127.0.0.1:${environment['PORT']}\n`);
    return started;
  }

  async until(text: string, milliseconds = 90_000): Promise<void> {
    const late = Date.now() + milliseconds;
    while (!this.output.includes(text)) {
      if (this.child.exitCode !== null || this.child.signalCode !== null || Date.now() > late)
        throw new Error(`It never said "${text}":\n${this.output}`);
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<{ code: number | null; milliseconds: number }> {
    const began = Date.now();
    this.child.kill(signal);
    return { code: await this.ended, milliseconds: Date.now() - began };
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Process ids of the PostgreSQL servers that run on a folder. */
export function serversOn(folder: string): number[] {
  return execFileSync('ps', ['-ww', '-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => /postgres\S* -D /.test(line) && line.includes(folder))
    .map((line) => Number(line.trim().split(/\s+/)[0]));
}
