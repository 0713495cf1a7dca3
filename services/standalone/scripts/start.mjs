// `npm start` on a fresh clone: nothing is installed yet, so this file needs Node and nothing else.
import { ensureBuilt, ensureInstalled, ensureNode } from './prepare.mjs';

ensureNode();
await ensureInstalled();
await ensureBuilt();
process.setSourceMapsEnabled(true);
await import('../dist/main.js');
