// `npm run events -- list`: what could not be handled, and what to do about it, through the API of a running Tributary.
import { ensureBuilt, ensureInstalled, ensureNode } from './prepare.mjs';

ensureNode();
await ensureInstalled();
await ensureBuilt();
process.setSourceMapsEnabled(true);
await import('../dist/events-command/main.js');
