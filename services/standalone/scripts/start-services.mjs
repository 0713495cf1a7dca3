// `npm run start:services`: what `npm start` starts in one process, each in a process of its own.
import { ensureBuilt, ensureInstalled, ensureNode } from './prepare.mjs';

ensureNode();
await ensureInstalled();
await ensureBuilt();
process.setSourceMapsEnabled(true);
await import('../dist/services-main.js');
