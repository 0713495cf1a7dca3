/** What came is no CloudEvent, or its data do not fit its type: nothing that a later attempt could read either. */
export class MalformedEvent extends Error {
  constructor(
    /** The event as far as it can be named: its type and id. */
    readonly event: { readonly type: string | undefined; readonly id: string | undefined },
    /** Each with the place, `ce_id` or `/deal/value/amount`, and what is wrong there. */
    readonly faults: readonly string[],
  ) {
    const name = [event.type ?? 'An event', event.id].filter(Boolean).join(' ');
    super(`${name} cannot be read: ${faults.join('; ')}`);
    this.name = 'MalformedEvent';
  }
}
