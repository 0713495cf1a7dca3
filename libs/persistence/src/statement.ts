import { createHash } from 'node:crypto';
import { wireValue, type WireValue } from './wire-value.js';

/** A statement ready to be sent: prepared under a name that is a hash of its text, so one name never stands for two texts. Without a name it is planned anew each time. */
export interface Statement {
  readonly text: string;
  readonly name?: string;
  readonly values?: WireValue[];
}

const names = new Map<string, string>();
const namesKept = 5_000;

export function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
    if (names.size >= namesKept) names.clear();
    names.set(text, name);
  }
  return name;
}

export function statement(text: string, parameters: readonly unknown[] = []): Statement {
  return { text, name: statementName(text), values: parameters.map(wireValue) };
}
