import { readConfig } from './config.js';
import { rebuildByCommand } from './rebuild-scorecards.js';

await rebuildByCommand(process.argv.slice(2), () => Promise.resolve(readConfig()));
