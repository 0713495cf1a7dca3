import { Money } from '@tributary/kernel';
import { readAmount, readDay, quarterOf, type KnownNames } from './mending.js';
import type { Mended, Refusal } from './report.js';

export const pipelineColumns = [
  'opportunity_id',
  'sales_agent',
  'product',
  'account',
  'deal_stage',
  'engage_date',
  'close_date',
  'close_value',
  'engage_quarter',
  'close_quarter',
] as const;
export type PipelineCells = Readonly<Record<(typeof pipelineColumns)[number], string>>;

/** The CRM's stages and those of the default pipeline. A customer that is engaged is being qualified. */
export const stages = {
  Prospecting: 'prospecting',
  Engaging: 'qualification',
  Won: 'closed_won',
  Lost: 'closed_lost',
} as const;
type CrmStage = keyof typeof stages;

/** What other files say. */
export interface Surroundings {
  readonly agents: KnownNames;
  readonly products: KnownNames;
  readonly accounts: KnownNames;
  readonly stages: KnownNames;
  readonly currency: string;
}

export interface OpportunityReading {
  readonly agent: string;
  readonly product: string;
  readonly account: string | null;
  /** What the customer is called where there is no account of it. */
  readonly customer: string;
  readonly stage: CrmStage;
  readonly openedOn: string | null;
  readonly closedOn: string | null;
  readonly quarter: string | null;
  readonly value: Money;
  readonly mended: readonly Mended[];
}

class Refused extends Error {
  constructor(
    readonly code: string,
    why: string,
  ) {
    super(why);
  }
}

const unnamed = 'Customer not named';

/** Reads a line of the pipeline: what it says, and what was mended on the way; or why it cannot be read. */
export function readOpportunity(cells: PipelineCells, around: Surroundings): OpportunityReading | Refusal {
  const mended: Mended[] = [];
  try {
    if (cells.opportunity_id === '')
      throw new Refused('ID_MISSING', 'An opportunity without an id cannot be told from others.');
    const agent = found(cells, 'sales_agent', around.agents, mended);
    const product = found(cells, 'product', around.products, mended);
    const stage = found(cells, 'deal_stage', around.stages, mended) as CrmStage;
    const openedOn = dayIn(cells, 'engage_date', mended);
    const closedOn = dayIn(cells, 'close_date', mended);
    refuseContradictions(stage, openedOn, closedOn);
    const quarter = closedOn === null ? null : quarterOf(closedOn);
    compareQuarter('close_quarter', cells.close_quarter, quarter, mended);
    compareQuarter('engage_quarter', cells.engage_quarter, openedOn === null ? null : quarterOf(openedOn), mended);
    const value = valueIn(cells.close_value, stage, around.currency, mended);
    const account = cells.account === '' ? null : around.accounts.find(cells.account);
    const customer = account ?? (cells.account === '' ? unnamed : cells.account);
    if (account !== cells.account) mended.push(customerMended(cells.account, account, customer));
    return { agent, product, stage, account, customer, openedOn, closedOn, quarter, value, mended };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { code: error.code, why: error.message };
  }
}

export function isRefused(read: OpportunityReading | Refusal): read is Refusal {
  return 'code' in read;
}

function found(
  cells: PipelineCells,
  field: 'sales_agent' | 'product' | 'deal_stage',
  known: KnownNames,
  mended: Mended[],
): string {
  const written = cells[field];
  const name = known.find(written);
  if (name === null) throw new Refused(`${field.toUpperCase()}_UNKNOWN`, `${field}: no other file knows "${written}".`);
  if (name !== written)
    mended.push({ field, from: written, to: name, why: 'the same letters, written as the other files do' });
  return name;
}

function refuseContradictions(stage: CrmStage, openedOn: string | null, closedOn: string | null): void {
  const isClosed = stage === 'Won' || stage === 'Lost';
  if (isClosed && closedOn === null) throw new Refused('CLOSE_DATE_MISSING', `What is ${stage} has a close date.`);
  if (!isClosed && closedOn !== null) throw new Refused('NOT_CLOSED', `What is ${stage} has no close date.`);
  if (openedOn !== null && closedOn !== null && closedOn < openedOn)
    throw new Refused('CLOSED_BEFORE_ENGAGED', 'It was closed before it was engaged.');
}

function dayIn(cells: PipelineCells, field: 'engage_date' | 'close_date', mended: Mended[]): string | null {
  const written = cells[field];
  if (written === '') return null;
  const read = readDay(written);
  if (read === null)
    throw new Refused('NOT_A_DATE', `${field}: "${written}" is no day that is understood beyond doubt.`);
  if (read.mended) mended.push({ field, from: written, to: read.day, why: 'written otherwise than DD-MM-YY' });
  return read.day;
}

function compareQuarter(field: string, written: string, quarter: string | null, mended: Mended[]): void {
  if (written !== '' && written !== quarter)
    mended.push({ field, from: written, to: quarter ?? '', why: 'the quarter of the date beside it counts' });
}

function valueIn(written: string, stage: CrmStage, currency: string, mended: Mended[]): Money {
  const read = written === '' ? null : readAmount(written);
  if (written !== '' && read === null) throw new Refused('NOT_AN_AMOUNT', `close_value: "${written}" is no amount.`);
  const value = read === null ? Money.zero(currency) : Money.of(read.amount, currency);
  if (stage === 'Won' && value.isZero) throw new Refused('WON_VALUE_MISSING', 'What is won is worth something.');
  const to = `${value.amount} ${currency}`;
  if (read?.mended === true) mended.push({ field: 'close_value', from: written, to, why: 'read as a plain amount' });
  if (read === null)
    mended.push({ field: 'close_value', from: '', to, why: 'nobody has said what it is worth; nothing is estimated' });
  return value;
}

function customerMended(written: string, account: string | null, customer: string): Mended {
  const why =
    account !== null
      ? 'the same letters, written as accounts.csv does'
      : written === ''
        ? 'the line names no account'
        : 'accounts.csv knows no such account: kept as the customer’s name';
  return { field: 'account', from: written, to: customer, why };
}
