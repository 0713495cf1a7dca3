// Runs one Kafka and ends it when its own input closes, so that none outlives whoever started it, however that ended.
// Parameters: a JSON of `start` and, where ending the process is not enough, `end`; each a list of command and parameters. Prints the process id.
import { spawn, spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';

const { start, end, log } = JSON.parse(process.argv[2]);
const out = openSync(log, 'a');
const child = spawn(start[0], start.slice(1), { stdio: ['ignore', out, out] });
child.once('error', (error) => {
  process.stderr.write(`${start[0]}: ${error.message}\n`);
  process.exit(1);
});
child.once('exit', (code) => process.exit(code ?? 1));
process.stdout.write(`${child.pid}\n`);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined); // our end closes the input
process.stdin.resume().once('close', () => {
  if (end !== null) spawnSync(end[0], end.slice(1), { stdio: 'ignore' });
  child.kill('SIGKILL');
});
