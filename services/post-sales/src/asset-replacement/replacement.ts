/** What is told of a unit that takes another one's place. */
export interface ToldReplacement {
  readonly serial: string;
  /** Of another product, if it is not the same. */
  readonly sku: string | null;
  readonly on: string;
  readonly reason: string;
}
