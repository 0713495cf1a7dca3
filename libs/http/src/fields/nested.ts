import type { Type } from '@nestjs/common';
import { escapePointer, fault, field, noFaults, type FieldFault, type FieldOptions } from './field.js';
import { asId, checkText, isStorable, isUuid } from './text.js';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object of another DTO class. */
export function Nested(type: () => Type, options: FieldOptions = {}): PropertyDecorator {
  return field(options, {
    schema: {},
    nested: type,
    check: (value) => (isObject(value) ? noFaults : fault('NOT_OBJECT')),
  });
}

export interface ListOptions extends FieldOptions {
  readonly min?: number;
  readonly max: number;
  /** The length of each text, at most; 200 unless told. */
  readonly maxLength?: number;
}

/** What a list holds: objects of a DTO class, texts, UUIDs, or values of a closed list. */
export type ListItem = (() => Type) | 'string' | 'uuid' | readonly string[];

/** A list of bounded length. In a query string `?a=1&a=2` or `?a=1,2`, in a CSV cell `1;2`. */
export function ListOf(item: ListItem, options: ListOptions): PropertyDecorator {
  const { min = 0, max, maxLength = 200 } = options;
  const bounds = { minItems: min, maxItems: max };
  const size = (value: unknown): readonly FieldFault[] => {
    if (!Array.isArray(value)) return fault('NOT_LIST');
    if (value.length < min) return fault('TOO_FEW', `At least ${min} items are needed.`);
    if (value.length > max) return fault('TOO_MANY', `At most ${max} items are allowed.`);
    return noFaults;
  };
  if (typeof item === 'function') {
    const check = (value: unknown): readonly FieldFault[] => {
      const faults = size(value);
      return faults === noFaults
        ? each(value as unknown[], (one) => (isObject(one) ? noFaults : fault('NOT_OBJECT')))
        : faults;
    };
    return field(options, {
      schema: { ...bounds, isArray: true },
      nested: item,
      list: true,
      fromText: jsonOrText,
      check,
    });
  }
  const rule = scalar(item, maxLength);
  return field(
    { example: Array.from({ length: Math.max(min, 1) }, () => rule.example), ...options },
    {
      schema: { ...bounds, type: 'array', items: rule.items },
      list: true,
      fromText: (text, source) => (text === '' ? [] : text.split(source === 'csv' ? ';' : ',')),
      check: (value) => {
        const faults = size(value);
        return faults === noFaults ? each(value as unknown[], rule.check) : faults;
      },
      converter: () => (item === 'uuid' ? (value) => (value as unknown[]).map(asId) : undefined),
    },
  );
}

function scalar(item: 'string' | 'uuid' | readonly string[], maxLength: number) {
  if (item === 'string') {
    return {
      items: { type: 'string', minLength: 1, maxLength },
      example: 'text',
      check: (one: unknown) => checkText(one, 1, maxLength),
    };
  }
  if (item === 'uuid') {
    return {
      items: { type: 'string', format: 'uuid', maxLength: 36 },
      example: '01970d3e-5f1a-7c3b-9d2e-4a6b8c0d1e2f',
      check: (one: unknown) => (isUuid(one) ? noFaults : fault('NOT_UUID')),
    };
  }
  return {
    items: { type: 'string', enum: [...item] },
    example: item[0],
    check: (one: unknown) =>
      typeof one === 'string' && item.includes(one) ? noFaults : fault('NOT_ALLOWED', `Allowed: ${item.join(', ')}.`),
  };
}

// What has no form in CSV stands there as JSON.
function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function each(items: unknown[], check: (item: unknown) => readonly FieldFault[]): readonly FieldFault[] {
  let all: FieldFault[] | undefined;
  items.forEach((item, index) => {
    const faults = check(item);
    if (faults !== noFaults) (all ??= []).push(...faults.map((one) => ({ ...one, at: `/${index}${one.at}` })));
  });
  return all ?? noFaults;
}

export interface FreeOptions extends FieldOptions {
  /** Levels at most; 6 unless told. */
  readonly depth?: number;
  /** Values at most, counted over all levels; 500 unless told. */
  readonly size?: number;
}

/** A JSON object of no fixed shape, bounded in depth and size. */
export function Free(options: FreeOptions = {}): PropertyDecorator {
  const { depth = 6, size = 500 } = options;
  return field(
    { example: { note: 'text' }, ...options },
    {
      schema: { type: 'object', additionalProperties: true },
      fromText: jsonOrText,
      check: (value) => (isObject(value) ? checkFree(value, depth, { left: size }) : fault('NOT_OBJECT')),
    },
  );
}

function checkFree(value: unknown, depth: number, budget: { left: number }): readonly FieldFault[] {
  budget.left -= 1;
  if (budget.left < 0) return fault('TOO_MANY', 'The object holds too many values.');
  if (typeof value === 'string')
    return value.length > 10_000 ? fault('TOO_LONG') : isStorable(value) ? noFaults : fault('UNSTORABLE_CHARACTER');
  if (typeof value !== 'object' || value === null) return noFaults;
  if (depth === 0) return fault('TOO_DEEP');
  for (const [key, member] of Object.entries(value)) {
    if (key.length > 200 || key === '__proto__' || !isStorable(key))
      return fault('UNSTORABLE_CHARACTER', 'A name cannot be stored.');
    const faults = checkFree(member, depth - 1, budget);
    if (faults !== noFaults) return faults.map((one) => ({ ...one, at: `/${escapePointer(key)}${one.at}` }));
  }
  return noFaults;
}
