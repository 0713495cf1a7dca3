import type { Breakage, Witness } from './breakage.js';
import type { Checkout } from './checkout.js';
import { NoLongerApplies } from './edited.js';
import { runTests, type SuiteResult } from './suite.js';
import { doubtAbout, type Verdict, verdictOn } from './verdict.js';

export interface TrialOptions {
  /** How often each is tried; it must be noticed every time. */
  readonly times?: number;
  readonly limitMs?: number;
  /** Why what needs Kafka cannot be tried; null if it can. */
  readonly withoutKafka?: string | null;
  /** Ends the trial, and what it started. */
  readonly stop?: AbortSignal;
  readonly onVerdict?: (breakage: Breakage, verdict: Verdict, seconds: number) => void;
}

/** How many breakages turned their tests red. Throws if the tests are not green where nothing is broken. */
export async function tryAll(
  checkout: Checkout,
  breakages: readonly Breakage[],
  options: TrialOptions = {},
): Promise<number> {
  const { withoutKafka = null, onVerdict = () => undefined } = options;
  const run = (tests: readonly Witness[]): Promise<SuiteResult> =>
    runTests(checkout.root, tests, options.limitMs ?? 300_000, options.stop);
  const tried = breakages.filter(({ needsKafka }) => needsKafka !== true || withoutKafka === null);
  const tests = tried.flatMap(({ witnesses }) => witnesses);
  const doubt = tests.length === 0 ? null : doubtAbout(tried, await run(tests));
  if (doubt !== null) throw new Error(`Where nothing is broken: ${doubt}`);
  let red = 0;
  for (const breakage of breakages) {
    const startedAt = performance.now();
    const verdict = tried.includes(breakage)
      ? await tryOne(checkout, breakage, options.times ?? 1, run)
      : { isRed: false, sentence: `could not be tried. ${withoutKafka}` };
    onVerdict(breakage, verdict, (performance.now() - startedAt) / 1000);
    if (verdict.isRed) red += 1;
  }
  return red;
}

async function tryOne(
  checkout: Checkout,
  breakage: Breakage,
  times: number,
  run: (tests: readonly Witness[]) => Promise<SuiteResult>,
): Promise<Verdict> {
  try {
    await checkout.change(breakage.edits);
  } catch (error) {
    if (error instanceof NoLongerApplies) return { isRed: false, sentence: error.message };
    throw error;
  }
  try {
    for (let time = 1; ; time += 1) {
      const verdict = verdictOn(breakage, await run(breakage.witnesses));
      if (!verdict.isRed || time >= times) return verdict;
    }
  } finally {
    await checkout.restore();
  }
}
