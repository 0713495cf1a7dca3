import { spawn, type ChildProcess } from 'node:child_process';
import type { ComposeFile } from './compose-file.js';
import { listOf } from './image.js';

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Containers of the compose file as processes of this machine: their commands in the image's folder, with their environment. Only addresses differ: a host of the compose network is a port here. */
export class Containers {
  readonly #running = new Map<string, { readonly child: ChildProcess; readonly ended: Promise<Ended> }>();

  constructor(
    private readonly compose: ComposeFile,
    private readonly imageFolder: string,
    /** `sales:3000` -> `127.0.0.1:40123` */
    private readonly addresses: ReadonlyMap<string, string>,
  ) {}

  start(name: string): Promise<Ended> {
    const { command = [], environment = {} } = this.compose.services[name] ?? {};
    const [program = '', ...flags] = listOf('ENTRYPOINT');
    const child = spawn(program, [...flags, ...command], {
      cwd: this.imageFolder,
      env: { PATH: process.env['PATH'] ?? '', ...this.#here(name, environment) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, output })));
    this.#running.set(name, { child, ended });
    return ended;
  }

  /** By the image's own HEALTHCHECK. */
  async untilHealthy(name: string): Promise<void> {
    const [program = '', ...parameters] = listOf('HEALTHCHECK').map((part) =>
      part.replace('127.0.0.1:3000', this.addresses.get(`${name}:3000`) ?? ''),
    );
    const until = Date.now() + 90_000;
    const { child, ended } = this.#running.get(name)!;
    for (;;) {
      const check = spawn(program, parameters, { stdio: 'ignore' });
      if ((await new Promise((resolve) => check.once('close', resolve))) === 0) return;
      if (child.exitCode !== null || Date.now() > until) {
        child.kill('SIGKILL');
        throw new Error(`${name} is not healthy:\n${(await ended).output.slice(-4000)}`);
      }
    }
  }

  /** As `docker stop` does. */
  stop(name: string): Promise<Ended> {
    const { child, ended } = this.#running.get(name)!;
    child.kill('SIGTERM');
    return ended;
  }

  killAll(): void {
    for (const { child } of this.#running.values()) if (child.exitCode === null) child.kill('SIGKILL');
  }

  #here(name: string, environment: Readonly<Record<string, string>>): Record<string, string> {
    const own: Record<string, string> = { PORT: `${name}:3000`, METRICS_PORT: `${name}:9464` };
    return Object.fromEntries(
      Object.entries(environment).map(([variable, value]) => {
        const address = own[variable];
        if (address !== undefined) return [variable, this.addresses.get(address)?.split(':')[1] ?? value];
        return [variable, value.replace(/(?<=[@/])[a-z-]+:\d+/g, (host) => this.addresses.get(host) ?? host)];
      }),
    );
  }
}
