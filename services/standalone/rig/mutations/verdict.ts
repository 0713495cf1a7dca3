import type { Breakage } from './breakage.js';
import type { SuiteResult } from './suite.js';

/** Whether the tests noticed. A red for another reason than the breakage's own proves nothing. */
export interface Verdict {
  readonly isRed: boolean;
  readonly sentence: string;
}

export function verdictOn({ witnesses }: Breakage, suite: SuiteResult): Verdict {
  if (suite.fault !== null) return { isRed: false, sentence: suite.fault };
  for (const witness of witnesses) {
    const outcome = suite.outcomeOf(witness);
    const { test } = witness;
    if (outcome === 'passed') return { isRed: false, sentence: `stayed green: ${test}` };
    if (outcome === 'broken') return { isRed: false, sentence: `failed, but not by what it expects: ${test}` };
    if (outcome === 'absent') return { isRed: false, sentence: `there is no test "${test}"` };
  }
  const shown = [...new Set(witnesses.map(({ shows }) => shows))].join(', ');
  return { isRed: true, sentence: `${shown}: ${witnesses.map(({ test }) => test).join(' | ')}` };
}

/** The same tests where nothing is broken: why they say nothing, or null if all are green. */
export function doubtAbout(breakages: readonly Breakage[], suite: SuiteResult): string | null {
  if (suite.fault !== null) return suite.fault;
  for (const witness of breakages.flatMap(({ witnesses }) => witnesses)) {
    const outcome = suite.outcomeOf(witness);
    if (outcome === 'absent') return `there is no test "${witness.test}" in ${witness.file}`;
    if (outcome !== 'passed') return `red though nothing is broken: ${witness.test}`;
  }
  return null;
}
