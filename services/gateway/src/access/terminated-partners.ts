/** The partners whose partnership has ended: they are refused at the door, whatever their tokens say. */
export class TerminatedPartners {
  readonly #sequences = new Map<string, { readonly sequence: bigint; readonly terminated: boolean }>();

  /** The state of a partner as of a sequence; older news than what is known is ignored. */
  learn(partnerId: string, sequence: bigint, status: string): void {
    const known = this.#sequences.get(partnerId);
    if (known !== undefined && known.sequence >= sequence) return;
    this.#sequences.set(partnerId, { sequence, terminated: status === 'terminated' });
  }

  includes(partnerId: string | undefined): boolean {
    return partnerId !== undefined && this.#sequences.get(partnerId)?.terminated === true;
  }
}
