import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { AuditLog, type Denial } from '@tributary/http';

export interface RecordedDenial extends Denial {
  readonly at: string;
}

const kept = 1_000;
const fileBytes = 10 * 1024 * 1024;

/** Keeps denied calls in a file, one JSON document a line, and the last thousand in memory. The file is renamed to `.1` when it is full. */
export class DenialRecord extends AuditLog {
  readonly #latest: RecordedDenial[] = [];
  readonly #path: string;
  #file: WriteStream;
  #bytes: number;

  constructor(folder: string) {
    super();
    mkdirSync(folder, { recursive: true });
    this.#path = join(folder, 'denied-calls.ndjson');
    this.#file = open(this.#path);
    this.#bytes = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
  }

  denied(denial: Denial): void {
    const recorded = { at: new Date().toISOString(), ...denial };
    this.#latest.push(recorded);
    if (this.#latest.length > kept) this.#latest.shift();
    const line = `${JSON.stringify(recorded)}\n`;
    this.#bytes += Buffer.byteLength(line);
    this.#file.write(line);
    if (this.#bytes > fileBytes) this.turnOver();
  }

  /** The latest first. */
  latest(limit: number): RecordedDenial[] {
    return this.#latest.slice(-limit).reverse();
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#file.end(resolve);
    });
  }

  private turnOver(): void {
    this.#file.end();
    renameSync(this.#path, `${this.#path}.1`);
    this.#file = open(this.#path);
    this.#bytes = 0;
  }
}

function open(path: string): WriteStream {
  const file = createWriteStream(path, { flags: 'a', mode: 0o600 });
  // A full disk must not stop the door.
  file.on('error', () => undefined);
  return file;
}
