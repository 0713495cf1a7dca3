import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = (): string => resolve(__dirname, '../../..');

/** A project of somebody else's, in a folder of its own: npm has installed the packed contracts there, and nothing else of ours. */
export class Outsider {
  private constructor(readonly folder: string) {}

  /** `needs` are packages of the registry that the project uses itself; no registry is asked for them. */
  static async begin(needs: readonly string[] = []): Promise<Outsider> {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-outsider-'));
    const tarball = await packed(join(folder, 'packing'));
    const project = join(folder, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'outsider', private: true, type: 'module' }));
    const installed = ['zod', ...needs].map((name) => join(root(), 'node_modules', name));
    const quiet = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--install-links=false'];
    await run('npm', ['install', ...quiet, tarball, ...installed], { cwd: project });
    rmSync(join(folder, 'packing'), { recursive: true });
    return new Outsider(project);
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  copy(path: string): void {
    cpSync(join(root(), path), join(this.folder, path.split('/').at(-1)!));
  }

  /** Strict, the declarations of the packages included; answers what the compiler says, nothing if all is well. */
  async compile(files: readonly string[], types: readonly string[] = []): Promise<string> {
    if (types.length > 0) this.#link(types.map((name) => `@types/${name}`));
    const options = [
      '--strict',
      '--target',
      'es2023',
      '--module',
      'nodenext',
      '--skipLibCheck',
      'false',
      '--pretty',
      'false',
    ];
    try {
      await run(
        process.execPath,
        [join(root(), 'node_modules/typescript7/bin/tsc'), ...options, '--types', types.join(), ...files],
        { cwd: this.folder },
      );
      return '';
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  }

  async run(file: string): Promise<string> {
    return (await run(process.execPath, [file], { cwd: this.folder })).stdout;
  }

  installed(): string[] {
    const own = join(this.folder, 'node_modules');
    return readdirSync(own).flatMap((name) =>
      name.startsWith('@')
        ? readdirSync(join(own, name)).map((each) => `${name}/${each}`)
        : name.startsWith('.')
          ? []
          : [name],
    );
  }

  remove(): void {
    rmSync(resolve(this.folder, '..'), { recursive: true, force: true });
  }

  #link(names: readonly string[]): void {
    mkdirSync(join(this.folder, 'node_modules/@types'), { recursive: true });
    for (const name of names) symlinkSync(join(root(), 'node_modules', name), join(this.folder, 'node_modules', name));
  }
}

/** `npm pack` as its owner would call it, but in a copy: a build beside running tests would pull the rug from under them. */
async function packed(place: string): Promise<string> {
  const home = join(place, 'libs/contracts');
  mkdirSync(home, { recursive: true });
  const isSource = (path: string): boolean => !/\/libs\/contracts\/(dist|schemas|node_modules)(\/|$)/.test(path);
  cpSync(join(root(), 'libs/contracts'), home, { recursive: true, filter: isSource });
  cpSync(join(root(), 'tsconfig.base.json'), join(place, 'tsconfig.base.json'));
  symlinkSync(join(root(), 'node_modules'), join(place, 'node_modules'));
  await run('npm', ['pack', '--silent', '--pack-destination', place], { cwd: home });
  return join(
    place,
    readdirSync(place).find((name) => name.endsWith('.tgz'))!,
  );
}
