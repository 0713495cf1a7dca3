// `npm run import:crm -- FOLDER`: brings over the export of a CRM into a running Tributary.
import { ensureBuilt, ensureInstalled, ensureNode } from './prepare.mjs';

ensureNode();
await ensureInstalled();
await ensureBuilt();
// The port of `npm start`, as it takes it itself.
if (process.env.PORT && !process.argv.some((word) => word.startsWith('--url')))
  process.argv.push('--url', `http://127.0.0.1:${process.env.PORT}`);
process.setSourceMapsEnabled(true);
await import('../dist/crm-import/main.js');
