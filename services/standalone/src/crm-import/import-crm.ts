import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from './api.js';
import { bringAccounts } from './accounts.js';
import { bringCatalog } from './catalog.js';
import { compare } from './comparison.js';
import type { Tools } from './delivery.js';
import type { Tally } from './tally.js';
import { bringOpportunities } from './opportunities.js';
import { UsageFault, type ImportOptions } from './options.js';
import { Progress } from './progress.js';
import { Report } from './report.js';
import { bringTeams } from './teams.js';

export interface ImportResult {
  readonly tallies: readonly Tally[];
  /** Created or changed here; zero when the same files come again. */
  readonly changes: number;
  readonly refused: number;
  /** Sums and counts that were compared, and how many differ. */
  readonly compared: number;
  readonly differing: number;
  readonly won: string;
}

const files = ['accounts.csv', 'products.csv', 'sales_teams.csv', 'sales_pipeline.csv'];

/** Brings over the export of a CRM through the API and compares what is there afterwards with the files. Ended at any time and begun again, it comes to the same. */
export async function importCrm(
  options: ImportOptions,
  output: ConstructorParameters<typeof Progress>[0],
  signal?: AbortSignal,
): Promise<ImportResult> {
  const missing = files.filter((file) => !existsSync(join(options.folder, file)));
  if (missing.length > 0) throw new UsageFault(`${options.folder} lacks ${missing.join(', ')}.`);
  const progress = new Progress(output);
  const say = (line: string) => progress.say(line);
  const api = new Api({ ...options, say, ...(signal === undefined ? {} : { signal }) });
  const report = new Report(options.report);
  const tools: Tools = { api, report, progress, isReadingOnly: options.verifyOnly };
  try {
    const accounts = await bringAccounts(tools, options);
    const catalog = await bringCatalog(tools, options);
    const teams = await bringTeams(tools, options);
    const others = { accounts: accounts.names, skus: catalog.skus, teams };
    const { tally, expected } = await bringOpportunities(tools, options, others);
    const tallies = [accounts.tally, ...catalog.tallies, ...teams.tallies, tally];
    const comparison = await compare(tools, options.system, options.currency, catalog.skus, expected);
    const changes = tallies.reduce((sum, { created, updated }) => sum + created + updated, 0);
    const refused = tallies.reduce((sum, one) => sum + one.refused, 0);
    conclude(progress, report, tally, changes, comparison.compared, comparison.differing);
    return { tallies, changes, refused, ...comparison, won: expected.won.total().amount };
  } finally {
    await report.close();
  }
}

function conclude(
  progress: Progress,
  report: Report,
  { rows }: Tally,
  changes: number,
  compared: number,
  differing: number,
): void {
  progress.say('');
  for (const file of files) {
    const { mended, refused } = report.counts(file);
    if (mended + refused > 0) progress.say(`  ${file}: ${mended} lines mended, ${refused} refused`);
  }
  const memory = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  const { seconds } = progress;
  const verdict = differing === 0 ? 'none differs' : `${differing} DIFFER`;
  progress.say(
    [
      `  ${compared} sums of won value and counts compared with the files: ${verdict}`,
      `  ${changes} changes, ${rows} opportunities in ${seconds.toFixed(1)} s (${(rows / seconds).toFixed(0)} a second), at most ${memory} MiB`,
      `  every mended and refused line: ${report.path}`,
    ].join('\n'),
  );
}
