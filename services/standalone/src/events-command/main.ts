import { environment } from './config.js';
import { eventsCommand } from './events-command.js';

process.exitCode = await eventsCommand(process.argv.slice(2), {
  environment,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
