// What was released, as it lies in `released/`, with the sums of `released.json`.
import { readdirSync, readFileSync } from 'node:fs';

export const folder = new URL('../released/', import.meta.url);
export const sumsFile = new URL('../released.json', import.meta.url);

const json = (url) => JSON.parse(readFileSync(url, 'utf8'));

export function readReleased() {
  const files = Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, json(new URL(name, folder))]),
  );
  return { files, sums: json(sumsFile) };
}
