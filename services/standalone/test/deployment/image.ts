import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './compose-file.js';

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** The instructions of a Dockerfile, one stage after the other. */
export function stagesOf(dockerfile: string): Instruction[][] {
  const instructions = dockerfile
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ name: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
  const stages: Instruction[][] = [];
  for (const instruction of instructions) {
    if (instruction.name === 'FROM') stages.push([]);
    stages.at(-1)?.push(instruction);
  }
  return stages;
}

export const dockerfile = stagesOf(readFileSync(join(root, 'deploy/Dockerfile'), 'utf8'));

/** The arguments of an instruction of the last stage that is written as a JSON list: ENTRYPOINT, CMD, HEALTHCHECK. */
export function listOf(name: string): string[] {
  const rest = dockerfile.at(-1)?.find((instruction) => instruction.name === name)?.rest ?? '';
  return JSON.parse(rest.slice(rest.indexOf('['))) as string[];
}

/** Does in a folder what the build stage does in a layer: copies the repository, runs each RUN line in turn, and copies what the last stage takes. */
export async function buildImage(workFolder: string, imageFolder: string): Promise<void> {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  for (const file of files.trim().split('\n')) {
    if (/^(deploy|\.ci)\/|^docker-compose\.yml$/.test(file)) continue; // .dockerignore
    mkdirSync(dirname(join(workFolder, file)), { recursive: true });
    cpSync(join(root, file), join(workFolder, file));
  }
  for (const { name, rest } of dockerfile[0] ?? []) if (name === 'RUN') await run(rest, workFolder);
  for (const { name, rest } of dockerfile.at(-1) ?? []) {
    const [, from, to] = /^--from=build \/app\/(\S+) (\S+)$/.exec(rest) ?? [];
    if (name === 'COPY' && from !== undefined && to !== undefined)
      cpSync(join(workFolder, from), join(imageFolder, to === './' ? from : to), {
        recursive: true,
        verbatimSymlinks: true,
      });
  }
}

function run(command: string, cwd: string): Promise<void> {
  const { PATH = '', HOME = '/tmp', npm_config_cache: cache } = process.env;
  return new Promise((resolve, reject) => {
    const env = { PATH, HOME, ...(cache === undefined ? {} : { npm_config_cache: cache }) };
    const child = spawn('sh', ['-ec', command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command}: ${code}\n${output.slice(-4000)}`)),
    );
  });
}
