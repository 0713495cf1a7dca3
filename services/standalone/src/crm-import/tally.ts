/** What became of the lines of a file. A line that was mended is created, updated or unchanged as well. */
export interface Tally {
  readonly file: string;
  readonly what: string;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
}
