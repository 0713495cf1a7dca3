import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Breakage } from './breakage.js';
import { breakages } from './breakages.js';
import { Checkout } from './checkout.js';
import { startTestServer } from './test-server.js';
import { tryAll } from './trial.js';
import type { Verdict } from './verdict.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm run rig:mutations`: answers the exit code. */
export async function rigMutations(
  root: string,
  parameters: readonly string[],
  withoutKafka: string | null,
): Promise<number> {
  const { values } = parseArgs({
    args: [...parameters],
    options: { only: { type: 'string' }, times: { type: 'string', default: '1' } },
  });
  const chosen = breakages.filter(({ name }) => values.only === undefined || values.only === name);
  if (chosen.length === 0) {
    say(`There is no breakage "${values.only}". There are: ${breakages.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  const red = await inACopy(root, (checkout, stop) => {
    say('In a copy of this checkout. First its tests must be green as it is, then red with each guard taken out.');
    return tryAll(checkout, chosen, { times: Number(values.times), withoutKafka, stop, onVerdict: report });
  });
  say(`${red} of ${chosen.length}`);
  say(`${red} passed, ${chosen.length - red} failed, 0 skipped`);
  return red === chosen.length ? 0 : 1;
}

function report({ name, what }: Breakage, { isRed, sentence }: Verdict, seconds: number): void {
  say(`${isRed ? 'red   ' : 'FAILED'} ${name.padEnd(28)}${seconds.toFixed(1).padStart(6)} s  ${what}`);
  say(`       ${sentence}`);
}

async function inACopy(
  root: string,
  work: (checkout: Checkout, stop: AbortSignal) => Promise<number>,
): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort(new Error('Interrupted.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  const folder = await mkdtemp(join(tmpdir(), 'tributary-mutations-'));
  const stopServer = await startTestServer(root);
  try {
    return await work(await Checkout.of(root, join(folder, 'checkout')), interruption.signal);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 0;
  } finally {
    await stopServer();
    await rm(folder, { recursive: true, force: true });
  }
}
