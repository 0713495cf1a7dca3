import { rebuild } from './rebuild-scorecards.js';

await rebuild(process.argv.slice(2));
