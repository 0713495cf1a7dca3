import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export const pipeline: unknown = parse(readFileSync('pipeline.yaml', 'utf8'));
