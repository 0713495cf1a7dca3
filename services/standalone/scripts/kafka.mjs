// `npm run kafka`: one Kafka for a person, with its data in the data folder, until Ctrl-C.
import { spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { ensureBuilt, ensureInstalled, ensureNode, root, say } from './prepare.mjs';

const scripts = join(root, 'libs', 'testing', 'scripts');

ensureNode();
const { stdout: reason } = spawnSync(process.execPath, [join(scripts, 'kafka-is-missing.mjs')], {
  encoding: 'utf8',
  env: { ...process.env, KAFKA_BROKERS: '', REQUIRE_KAFKA: '' },
});
if (reason !== '') {
  process.stderr.write(`\n${reason}It needs a Docker engine, or Java 17 and Maven.\n`);
  process.exit(1);
}
await ensureInstalled();
await ensureBuilt();
say('Starting Kafka');
const folder = resolve(process.env.TRIBUTARY_DATA ?? join(root, '.tributary'), 'kafka');
const kafka = spawn(process.execPath, [join(scripts, 'kafka.mjs'), folder], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => kafka.kill(signal));
kafka.once('exit', (code) => process.exit(code ?? 1));
