// `npm run import:crm -- FOLDER`: brings over the export of a CRM into a running Tributary.
import { ensureBuilt, ensureInstalled, ensureNode } from './prepare.mjs';

ensureNode();
await ensureInstalled();
await ensureBuilt();
process.setSourceMapsEnabled(true);
await import('../dist/crm-import/main.js');
