import { ApiFault } from './api.js';
import { importCrm } from './import-crm.js';
import { readOptions, UsageFault } from './options.js';

/** `npm run import:crm`: 0 if all that was taken is there to the cent, 1 if something differs or stopped it, 2 if it was called wrongly. */
try {
  const options = readOptions(process.argv.slice(2));
  const { differing } = await importCrm(options, process.stdout);
  process.exitCode = differing === 0 ? 0 : 1;
} catch (error) {
  const isTold = error instanceof UsageFault || error instanceof ApiFault;
  process.stderr.write(`\n${isTold ? error.message : (error as Error).stack}\n`);
  process.exitCode = error instanceof UsageFault ? 2 : 1;
}
