/** What a product family asks for of a partner that sells it, and until which days somebody of the partner holds it. */
export interface Requirement {
  readonly family: string;
  readonly certification: string;
  /** The last days on which those that are in force count; null for one without end. */
  readonly ends: readonly (string | null)[];
}
