/** A list read to its end instead of page by page: whoever asks for pages with it gets one after the other off a single cursor, and so from one snapshot. */
export class Walk {
  #batches: AsyncIterator<unknown[]> | null = null;

  /** False as long as no list has been asked. */
  get hasBegun(): boolean {
    return this.#batches !== null;
  }

  async page<Row>(open: () => AsyncIterable<Row[]>): Promise<{ items: Row[]; nextCursor: string | null }> {
    this.#batches ??= open()[Symbol.asyncIterator]();
    const batch = await this.#batches.next();
    return batch.done === true
      ? { items: [], nextCursor: null }
      : { items: batch.value as Row[], nextCursor: 'the walk goes on' };
  }

  /** Gives the cursor back, wherever it is. */
  async close(): Promise<void> {
    await this.#batches?.return?.();
  }
}
