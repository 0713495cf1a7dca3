import { definitions } from '../boot/definitions.js';
import { readConfig } from './config.js';
import { provision } from './provision.js';

const services = definitions.map(({ name }) => name);
await provision(services, readConfig(services), (line) => process.stdout.write(`${line}\n`));
