// Whether today's contracts keep what was released: a step of `npm run check`, after the build. One line per broken promise.
import { catalog } from '../dist/index.js';
import { brokenContracts } from '../dist/release/gate.js';
import { readReleased } from './released.mjs';

const released = readReleased();
const faults = brokenContracts(released, catalog);
console.log(`${catalog.length} events, ${Object.keys(released.files).length} released files`);
for (const fault of faults) console.log(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
