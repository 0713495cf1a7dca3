import { Money, type MoneyJson } from '@tributary/kernel';
import type { Api } from './api.js';
import type { Expectation } from './opportunities.js';
import type { Progress } from './progress.js';
import type { Report } from './report.js';
import { Sums } from './sums.js';

interface ShownPartner {
  readonly id: string;
  readonly externalIds?: readonly { readonly system: string; readonly id: string }[];
}

interface ShownOpportunity {
  readonly status: string;
  readonly partnerId: string | null;
  readonly stage: { readonly code: string };
  readonly value: MoneyJson;
  readonly lines: readonly { readonly sku?: string | null }[];
  readonly closedAt: string | null;
  readonly externalIds: readonly { readonly system: string; readonly id: string }[];
}

/** What Tributary has, read back over its API. */
interface Present {
  readonly won: Sums;
  readonly counts: ReadonlyMap<string, number>;
}

export interface Comparison {
  readonly compared: number;
  readonly differing: number;
}

/** Reads back what is there of a system and compares it with its files: the count of each stage, and each sum of won value to the cent. */
export async function compare(
  tools: { readonly api: Api; readonly report: Report; readonly progress: Progress },
  system: string,
  currency: string,
  skus: ReadonlyMap<string, string>,
  expected: Expectation,
): Promise<Comparison> {
  const { report, progress } = tools;
  const present = await presentIn(tools.api, system, currency, skus);
  const keys = new Map([...expected.won.keys(), ...present.won.keys()].map((key) => [JSON.stringify(key), key]));
  let differing = 0;
  for (const [partner, product, quarter] of [...keys.values()].sort(byText)) {
    const [inFile, here] = [expected.won.of(partner, product, quarter), present.won.of(partner, product, quarter)];
    const isEqual = inFile.compare(here) === 0;
    if (!isEqual) differing += 1;
    report.sum({ partner, product, quarter, inFile: inFile.amount, here: here.amount, currency, isEqual });
    if (!isEqual)
      progress.say(`  differs: ${partner}, ${product}, ${quarter}: ${inFile.amount} in the file, ${here.amount} here`);
  }
  const stages = [...new Set([...expected.counts.keys(), ...present.counts.keys()])].sort();
  for (const stage of stages) {
    const [inFile, here] = [expected.counts.get(stage) ?? 0, present.counts.get(stage) ?? 0];
    if (inFile === here) continue;
    differing += 1;
    progress.say(`  differs: ${inFile} opportunities taken of stage ${stage}, ${here} here`);
  }
  show(progress, expected, present.won);
  return { compared: keys.size + stages.length, differing };
}

async function presentIn(
  api: Api,
  system: string,
  currency: string,
  skus: ReadonlyMap<string, string>,
): Promise<Present> {
  const teams = new Map<string, string>();
  for await (const { id, externalIds = [] } of api.rows<ShownPartner>('partners/export?format=ndjson')) {
    const name = externalIds.find((one) => one.system === system)?.id;
    if (name !== undefined) teams.set(id, name);
  }
  const products = new Map([...skus].map(([product, sku]) => [sku, product]));
  const won = new Sums(currency);
  const counts = new Map<string, number>();
  for await (const one of api.rows<ShownOpportunity>('opportunities/export?format=ndjson&source=imported')) {
    if (!one.externalIds.some((id) => id.system === system)) continue;
    counts.set(one.stage.code, (counts.get(one.stage.code) ?? 0) + 1);
    if (one.status !== 'won') continue;
    const sku = one.lines[0]?.sku ?? '';
    const day = (one.closedAt ?? '').slice(0, 10);
    won.add(teams.get(one.partnerId ?? '') ?? '', products.get(sku) ?? sku, quarterIn(day), Money.from(one.value));
  }
  return { won, counts };
}

// Of its own, so that a wrong quarter in reading the file would show here.
function quarterIn(day: string): string {
  return `Q${Math.floor((new Date(`${day}T00:00:00Z`).getUTCMonth() + 3) / 3)} ${day.slice(0, 4)}`;
}

function show(progress: Progress, { won, wonInFile, wonRefused }: Expectation, here: Sums): void {
  const keys = here.keys();
  const quarters = [...new Set(keys.map(([, , quarter]) => quarter))].sort(byQuarter);
  const width = 16;
  const line = (name: string, amounts: readonly string[]): void =>
    progress.say(`  ${name.padEnd(24)}${amounts.map((amount) => amount.padStart(width)).join('')}`);
  progress.say('');
  line('won, read back', [...quarters, 'all']);
  for (const team of [...new Set(keys.map(([partner]) => partner))].sort()) {
    const of = (quarter: string) => here.total((partner, _, one) => partner === team && one === quarter).amount;
    line(team, [...quarters.map(of), here.total((partner) => partner === team).amount]);
  }
  const sum = (sums: Sums) => [
    ...quarters.map((quarter) => sums.total((_partner, _product, one) => one === quarter).amount),
    sums.total().amount,
  ];
  line('all', sum(here));
  line('in the file, taken', sum(won));
  line('in the file, refused', [...quarters.map(() => ''), wonRefused.amount]);
  line('in the file', [...quarters.map(() => ''), wonInFile.amount]);
}

function byText(one: readonly string[], other: readonly string[]): number {
  return one.join('\n') < other.join('\n') ? -1 : 1;
}

function byQuarter(one: string, other: string): number {
  const order = (quarter: string) => quarter.slice(3) + quarter.slice(0, 2);
  return order(one) < order(other) ? -1 : 1;
}
