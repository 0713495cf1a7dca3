import { Money } from '@tributary/kernel';
import { crmLines, isBroken } from './crm-file.js';
import { Delivery, type Tools } from './delivery.js';
import type { Tally } from './tally.js';
import { KnownNames, readAmount } from './mending.js';
import {
  isRefused,
  pipelineColumns,
  readOpportunity,
  stages,
  type OpportunityReading,
  type Surroundings,
} from './opportunity-reading.js';
import type { ImportOptions } from './options.js';
import { Sums } from './sums.js';
import type { Teams } from './teams.js';

const file = 'sales_pipeline.csv';

/** What the file says, to be compared with what is there afterwards. */
export interface Expectation {
  /** Of every line that is won and was taken. */
  readonly won: Sums;
  /** Of every line that says that it is won, taken or not. */
  wonInFile: Money;
  wonRefused: Money;
  /** Lines that were taken, by the stage in which they are. */
  readonly counts: Map<string, number>;
}

export interface Others {
  readonly accounts: KnownNames;
  readonly skus: ReadonlyMap<string, string>;
  readonly teams: Teams;
}

/** Brings over the opportunities with their stages, days and values. */
export async function bringOpportunities(
  tools: Tools,
  options: ImportOptions,
  others: Others,
): Promise<{ readonly tally: Tally; readonly expected: Expectation }> {
  const { currency } = options;
  const delivery = new Delivery(tools, file, 'opportunities', 'opportunities/import');
  const zero = Money.zero(currency);
  const expected: Expectation = { won: new Sums(currency), wonInFile: zero, wonRefused: zero, counts: new Map() };
  const around: Surroundings = {
    agents: new KnownNames(others.teams.teamOf.keys()),
    products: new KnownNames(others.skus.keys()),
    accounts: others.accounts,
    stages: new KnownNames(Object.keys(stages)),
    currency,
  };
  const first = new Map<string, number>();
  for await (const read of crmLines(options.folder, file, pipelineColumns)) {
    if (isBroken(read)) {
      delivery.refuse(read.line, 'UNREADABLE', read.why);
      continue;
    }
    const { line, cells } = read;
    const id = cells.opportunity_id;
    const before = first.get(id);
    const won = statedWin(cells.deal_stage, cells.close_value, around);
    expected.wonInFile = expected.wonInFile.plus(won);
    const refuse = (): void => void (expected.wonRefused = expected.wonRefused.plus(won));
    const reading = readOpportunity(cells, around);
    if (isRefused(reading) || before !== undefined) {
      if (before !== undefined) delivery.refuse(line, 'DUPLICATE', `"${id}" stands in line ${before} already.`);
      else if (isRefused(reading)) delivery.refuse(line, reading.code, reading.why);
      refuse();
      continue;
    }
    first.set(id, line);
    const accepted = (): void => {
      for (const mended of reading.mended) tools.report.mended(file, line, mended);
      expect(expected, reading, others);
    };
    await delivery.add(line, rowOf(id, reading, others, options), accepted, refuse);
  }
  return { tally: await delivery.end(), expected };
}

function rowOf(id: string, reading: OpportunityReading, { teams, skus }: Others, options: ImportOptions): object {
  const { agent, product, account, customer, stage, openedOn, closedOn, value } = reading;
  const ownedBy = teams.userOf.get(agent);
  return {
    system: options.system,
    externalId: id,
    name: `${customer}: ${product}`,
    stage: stages[stage],
    ...(openedOn === null ? {} : { openedOn }),
    ...(closedOn === null ? {} : { closedOn }),
    // Whatever was engaged was in the stage of the engaged until it was closed.
    ...(closedOn === null || openedOn === null ? {} : { closedFrom: stages.Engaging }),
    value: value.toJSON(),
    sku: skus.get(product),
    partner: teams.teamOf.get(agent),
    ...(account === null ? { customerName: customer, country: options.country } : { account }),
    ...(ownedBy === undefined ? {} : { ownedBy }),
  };
}

function expect({ won, counts }: Expectation, reading: OpportunityReading, { teams }: Others): void {
  const { stage, agent, product, quarter, value } = reading;
  counts.set(stages[stage], (counts.get(stages[stage]) ?? 0) + 1);
  if (stage === 'Won') won.add(teams.teamOf.get(agent) ?? '', product, quarter ?? '', value);
}

// Read apart from the rest of the line: a win counts in the file's sum also if the line is refused.
function statedWin(stage: string, value: string, { stages: known, currency }: Surroundings): Money {
  const read = known.find(stage) === 'Won' ? readAmount(value) : null;
  return read === null ? Money.zero(currency) : Money.of(read.amount, currency);
}
