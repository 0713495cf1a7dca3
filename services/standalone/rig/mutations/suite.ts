import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Witness } from './breakage.js';
import { environment } from './config.js';

export type Outcome = 'passed' | 'failed' | 'broken' | 'absent';

/** What became of each test, and why the suite as a whole said nothing if it did not. */
export interface SuiteResult {
  readonly fault: string | null;
  /** `failed` by an assertion of its own, `broken` by anything else: an error, a wait in vain. */
  outcomeOf(test: Pick<Witness, 'file' | 'test'>): Outcome;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

const assertion = /^(?:JestAssertionError: |Error: )?expect\(/;

/** Runs the tests, and no others, in a checkout. A run that takes too long is ended with all that it started. */
export async function runTests(
  root: string,
  tests: readonly Witness[],
  limitMs: number,
  stop: AbortSignal = new AbortController().signal,
): Promise<SuiteResult> {
  const report = join(root, 'report.json');
  await rm(report, { force: true });
  const names = [...new Set(tests.map(({ test }) => test.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))];
  const jest = [
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    ...['--json', `--outputFile=${report}`, `--cacheDirectory=${join(root, '.jest-cache')}`],
    ...['--watchman=false', '--maxWorkers=2', '--forceExit', '--passWithNoTests'],
    `--testNamePattern=^(?:${names.join('|')})$`,
    ...['--runTestsByPath', ...new Set(tests.map(({ file }) => file))],
  ];
  const ended = await runNode(jest, root, AbortSignal.any([stop, AbortSignal.timeout(limitMs)]));
  stop.throwIfAborted();
  if (!ended) return silent(`the tests did not end within ${limitMs / 1000} s`);
  const text = await readFile(report, 'utf8').catch(() => null);
  if (text === null) return silent('the tests could not be run');
  return resultOf(root, JSON.parse(text) as Report);
}

function resultOf(root: string, { testResults }: Report): SuiteResult {
  const unreadable = testResults.find(({ assertionResults, message }) => assertionResults.length === 0 && message);
  const outcomes = new Map<string, Outcome>();
  for (const { name, assertionResults } of testResults)
    for (const { fullName, status, failureMessages } of assertionResults) {
      const messages = (failureMessages ?? []).map((message) => stripVTControlCharacters(message));
      const byAssertion = messages.length > 0 && messages.every((message) => assertion.test(message));
      const failed = byAssertion ? 'failed' : 'broken';
      const outcome = status === 'passed' ? 'passed' : status === 'failed' ? failed : 'absent';
      outcomes.set(`${name} ${fullName}`, outcome);
    }
  return {
    fault: unreadable === undefined ? null : `a test file could not be run: ${firstLine(unreadable.message)}`,
    outcomeOf: ({ file, test }) => outcomes.get(`${join(root, file)} ${test}`) ?? 'absent',
  };
}

function silent(fault: string): SuiteResult {
  return { fault, outcomeOf: () => 'absent' };
}

function firstLine(message: string): string {
  const lines = stripVTControlCharacters(message).split('\n');
  return lines.map((line) => line.trim()).find((line) => line !== '' && !line.startsWith('●')) ?? '';
}

/** False if it had to be ended, with everything that it started. */
function runNode(parameters: readonly string[], cwd: string, end: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, parameters, { cwd, detached: true, stdio: 'ignore', env: environment });
    const kill = (): boolean => process.kill(-child.pid!, 'SIGKILL');
    end.addEventListener('abort', kill);
    child.once('close', () => {
      end.removeEventListener('abort', kill);
      resolve(!end.aborted);
    });
  });
}
