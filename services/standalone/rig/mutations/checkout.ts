import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Edit } from './breakage.js';
import { edited } from './edited.js';

const packages = 'node_modules';

/** A copy of a work tree, with what is not committed yet, to break things in. It uses the packages of the original. */
export class Checkout {
  readonly #originals = new Map<string, string>();

  private constructor(readonly root: string) {}

  static async of(original: string, root: string): Promise<Checkout> {
    const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: original,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    await mkdir(root, { recursive: true });
    for (const path of list.split('\0')) {
      if (path === '' || path === packages || !existsSync(join(original, path))) continue;
      await mkdir(dirname(join(root, path)), { recursive: true });
      await cp(join(original, path), join(root, path));
    }
    await symlink(join(original, packages), join(root, packages), 'junction');
    return new Checkout(root);
  }

  /** All of the edits, or none and NoLongerApplies. */
  async change(edits: readonly Edit[]): Promise<void> {
    const changed = new Map<string, string>();
    for (const edit of edits) {
      const path = join(this.root, edit.file);
      const text = changed.get(path) ?? (await readFile(path, 'utf8').catch(() => ''));
      changed.set(path, edited(text, edit));
    }
    for (const [path, text] of changed) {
      this.#originals.set(path, await readFile(path, 'utf8'));
      await writeFile(path, text);
    }
  }

  async restore(): Promise<void> {
    for (const [path, text] of this.#originals) await writeFile(path, text);
    this.#originals.clear();
  }
}
