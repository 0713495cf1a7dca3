import { randomFillSync } from 'node:crypto';

/** The only source of new identifiers: UUID version 7 (RFC 9562), which sort by the time they were made. */
export abstract class Ids {
  abstract next(): string;
}

export class RandomIds extends Ids {
  #last = 0;
  #counter = 0;
  // Asking the system for randomness takes longer than all the rest, so it is asked for many ids at once.
  readonly #random = Buffer.alloc(4096);
  #used = this.#random.length;

  next(): string {
    const now = Math.max(Date.now(), this.#last);
    const bytes = this.#sixteenBytes();
    this.#counter = now === this.#last ? this.#counter + 1 : bytes[0]!;
    this.#last = this.#counter > 0xfff ? now + 1 : now;
    if (this.#counter > 0xfff) this.#counter = 0;
    bytes.writeUIntBE(this.#last, 0, 6);
    bytes.writeUInt16BE(0x7000 | this.#counter, 6);
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  #sixteenBytes(): Buffer {
    if (this.#used === this.#random.length) {
      randomFillSync(this.#random);
      this.#used = 0;
    }
    this.#used += 16;
    return this.#random.subarray(this.#used - 16, this.#used);
  }
}

/** Predictable identifiers for tests: 00000000-0000-7000-8000-000000000001 and so on. */
export class CountingIds extends Ids {
  #count = 0;

  next(): string {
    this.#count += 1;
    return `00000000-0000-7000-8000-${this.#count.toString(16).padStart(12, '0')}`;
  }
}
