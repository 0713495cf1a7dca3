// `npm start` on a fresh clone: nothing is installed yet, so this file needs Node and nothing else.
// The script in package.json says `exec`, so that signals for npm reach us and not a shell between; where there is no exec (Windows) it goes on without.
import { ensureBuilt, ensureInstalled, ensureNode } from './prepare.mjs';

ensureNode();
await ensureInstalled();
await ensureBuilt();
process.setSourceMapsEnabled(true);
await import('../dist/main.js');
