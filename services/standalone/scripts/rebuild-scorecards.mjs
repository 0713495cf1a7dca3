// `npm run rebuild:scorecards [-- --from 2026-03-31]`: counts the scorecards again from the event log, while the installation runs or stands still.
import { ensureBuilt, ensureInstalled, ensureNode } from './prepare.mjs';

ensureNode();
await ensureInstalled();
await ensureBuilt();
await import('../dist/rebuild-main.js');
