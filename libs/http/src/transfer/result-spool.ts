import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Carries results to a client that may still be sending. Most clients read the answer only after they have sent everything: once they
 * stop taking results, these go to a file and follow at the end. To wait for such a client would be a deadlock, to keep the results would be memory.
 */
export class ResultSpool {
  readonly #out = new PassThrough();
  readonly #path = join(tmpdir(), `tributary-import-${randomUUID()}.ndjson`);
  #file: WriteStream | null = null;

  get answer(): Readable {
    return this.#out;
  }

  async write(line: string): Promise<void> {
    if (this.#out.destroyed) throw new Error('The client is gone.');
    if (this.#file === null) {
      if (!this.#out.writableNeedDrain) {
        this.#out.write(line);
        return;
      }
      this.#file = createWriteStream(this.#path, { mode: 0o600 });
      this.#file.on('error', (error) => this.#out.destroy(error));
      await once(this.#file, 'open');
    }
    if (!this.#file.write(line)) await once(this.#file, 'drain');
  }

  async end(): Promise<void> {
    if (this.#file === null) {
      this.#out.end();
      return;
    }
    this.#file.end();
    await once(this.#file, 'close');
    try {
      await pipeline(createReadStream(this.#path), this.#out);
    } finally {
      await rm(this.#path, { force: true });
    }
  }

  async fail(error: unknown): Promise<void> {
    this.#out.destroy(error instanceof Error ? error : new Error(String(error)));
    this.#file?.destroy();
    if (this.#file !== null) await rm(this.#path, { force: true });
  }
}
