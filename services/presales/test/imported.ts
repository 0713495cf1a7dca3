import type { RowOutcome } from '@tributary/http';
import type { Answer } from '@tributary/testing';

export type Told = RowOutcome & { readonly line: number };

/** What an import told: a result for each row, and the summary. */
export function imported(answer: Answer): { rows: Told[]; summary: Record<string, unknown> } {
  const lines = answer.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Told | { summary: Record<string, unknown> });
  const rows = lines.filter((line): line is Told => !('summary' in line));
  const last = lines.at(-1);
  if (last === undefined || !('summary' in last)) throw new Error(`The import ended early: ${answer.text}`);
  return { rows, summary: last.summary };
}
