// `npm run rig:mutations`: takes the guards of the event path out, one at a time, and demands that the tests notice. Its last line is `N passed, N failed, 0 skipped`.
import { spawnSync } from 'node:child_process';
import { kafkaIsMissing } from '../../../libs/testing/scripts/kafka-means.mjs';
import { ensureInstalled, ensureNode, root } from './prepare.mjs';

ensureNode();
await ensureInstalled();
const folder = 'services/standalone/rig/mutations';
const { status } = spawnSync(process.execPath, ['node_modules/typescript7/bin/tsc', '-p', `${folder}/tsconfig.json`], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
const { rigMutations } = await import(`../../../${folder}/dist/main.js`);
process.exit(await rigMutations(root, process.argv.slice(2), kafkaIsMissing()));
