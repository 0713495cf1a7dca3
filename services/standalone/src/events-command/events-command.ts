import { Client, Refused } from './client.js';
import { commands } from './commands.js';
import { readOptions, usage, UsageFault } from './options.js';

interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** `npm run events`: 0 if it is done, 1 if it was refused or nothing answers, 2 if it was called wrongly. */
export async function eventsCommand(parameters: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  const { environment, out, err } = terminal;
  try {
    const options = readOptions(parameters, environment);
    if (options === null) {
      out(usage);
      return 0;
    }
    const { lines, json } = await commands[options.verb](new Client(options.url, options.token), options);
    out(options.json ? `${JSON.stringify(json, null, 2)}\n` : lines.map((line) => `${line}\n`).join(''));
    return 0;
  } catch (error) {
    const isTold =
      error instanceof UsageFault || error instanceof Refused || (error as { code?: string }).code === 'ENOENT';
    err(`${isTold ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
    return error instanceof UsageFault ? 2 : 1;
  }
}
