import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const config = fileURLToPath(new URL('../../../.dependency-cruiser.cjs', import.meta.url));
const cli = fileURLToPath(
  new URL('../../../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', import.meta.url),
);

export const boundaryRules = () => require(config).forbidden.map((rule) => rule.name);

/** Cruises `libs` and `services` below `cwd`. Without a usable `typescript` the cruiser sees no module and finds no fault: look at `modules`. */
export function cruise(cwd) {
  const args = [cli, '--config', config, '--output-type', 'json', 'libs', 'services'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (stdout === '') return reject(new Error(stderr || String(error)));
      const { modules, summary } = JSON.parse(stdout);
      resolve({
        modules: modules.filter(({ source }) => /^(libs|services)\//.test(source)).length,
        violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
      });
    });
  });
}
