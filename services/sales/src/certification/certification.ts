/** What a product family, or a program where `family` is null, asks for of a partner, and until which days somebody of the partner holds it. */
export interface Requirement {
  readonly family: string | null;
  readonly certification: string;
  /** The last days on which those that are in force count; null for one without end. */
  readonly ends: readonly (string | null)[];
}
