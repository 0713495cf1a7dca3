import type { JsonSchema } from '../json-schema.js';
import type { Direction } from './direction.js';

const least = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties'];
const most = ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties'];

/**
 * Lengths, numbers, patterns and whatever else a schema binds. What we publish must not move either way: a longer text does not fit
 * into a reader's column, a shorter one refuses old events. What we take in may become wider. A keyword that has no rule may not change.
 */
export function brokenBounds(older: JsonSchema, newer: JsonSchema, direction: Direction): string[] {
  const keywords = [...new Set([...Object.keys(older), ...Object.keys(newer)])];
  return keywords
    .filter((keyword) => JSON.stringify(older[keyword]) !== JSON.stringify(newer[keyword]))
    .filter((keyword) => direction === 'published' || !isWider(keyword, older[keyword], newer[keyword]))
    .map((keyword) => `${keyword} was ${shown(older[keyword])}, is ${shown(newer[keyword])}`);
}

function isWider(keyword: string, was: unknown, is: unknown): boolean {
  if (is === undefined) return true;
  if (least.includes(keyword)) return typeof was === 'number' && (is as number) <= was;
  if (most.includes(keyword)) return typeof was === 'number' && (is as number) >= was;
  if (keyword === 'enum') return Array.isArray(was) && was.every((value) => (is as unknown[]).includes(value));
  return false;
}

function shown(value: unknown): string {
  return value === undefined ? 'open' : JSON.stringify(value);
}
