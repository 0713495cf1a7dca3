import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** What each plant says that it breaks, by its path below `root`: `// breaks: <rule>` in its first line. Honest files break nothing. */
export function plantsOf(root) {
  const paths = readdirSync(root, { recursive: true }).map((path) => path.split(sep).join('/'));
  return Object.fromEntries(
    paths
      .filter((path) => /\.(ts|mjs|js)$/.test(path))
      .sort()
      .map((path) => [path, readFileSync(join(root, path), 'utf8').match(/^\/\/ breaks: (\S+)/)?.[1] ?? null]),
  );
}
