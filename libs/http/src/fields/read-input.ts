import type { Type } from '@nestjs/common';
import type { Fault } from '@tributary/kernel';
import { escapePointer, faultCodes, fieldsOf, noFaults, type Field, type FieldFault } from './field.js';
import { collectFurther, hasFurtherRules } from './further-rules.js';

/** Where a value comes from decides how texts become values: JSON has types, a query string and a CSV cell have not. */
export type InputSource = 'json' | 'query' | 'csv';

export type Read<T> =
  { readonly value: T; readonly faults: null } | { readonly value: null; readonly faults: readonly Fault[] };

const deepest = 12;
const mostFaults = 100;

/** Builds an instance of a DTO class from parsed input and checks it: unknown fields, then each field's rule. */
export function readInput<T extends object>(type: Type<T>, input: unknown, source: InputSource = 'json'): Read<T> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { value: null, faults: [{ pointer: '', code: 'NOT_OBJECT', detail: faultCodes.NOT_OBJECT }] };
  }
  const faults: Fault[] = [];
  const value = build(type, input as Record<string, unknown>, source, '', 0, faults);
  check(type, value as Record<string, unknown>, '', faults);
  if (hasFurtherRules(type)) collectFurther(value, faults);
  if (faults.length > 0) return { value: null, faults: faults.slice(0, mostFaults) };
  if (needsConversion(type)) convert(type, value as Record<string, unknown>);
  return { value, faults: null };
}

function build<T extends object>(
  type: Type<T>,
  input: Record<string, unknown>,
  source: InputSource,
  at: string,
  depth: number,
  faults: Fault[],
): T {
  const fields = fieldsOf(type);
  const value = new type();
  const target = value as Record<string, unknown>;
  for (const name of Object.keys(input)) {
    if (faults.length >= mostFaults) break;
    const field = fields.get(name);
    if (field === undefined) {
      faults.push({
        pointer: storablePointer(`${at}/${escapePointer(name)}`),
        code: 'UNKNOWN_FIELD',
        detail: `Known here: ${[...fields.keys()].join(', ')}.`,
      });
    } else if (depth > deepest) {
      faults.push({ pointer: `${at}/${name}`, code: 'TOO_DEEP', detail: faultCodes.TOO_DEEP });
    } else {
      target[name] = member(field, input[name], source, `${at}/${name}`, depth, faults);
    }
  }
  return value;
}

function member(
  field: Field,
  given: unknown,
  source: InputSource,
  pointer: string,
  depth: number,
  faults: Fault[],
): unknown {
  if (source === 'query' && Array.isArray(given) && !field.list) {
    faults.push({ pointer, code: 'REPEATED', detail: faultCodes.REPEATED });
    return undefined;
  }
  const raw = source !== 'json' && typeof given === 'string' ? field.fromText(given, source) : given;
  if (field.nested === undefined || typeof raw !== 'object' || raw === null) return raw;
  const type = field.nested();
  const one = (item: unknown, at: string): unknown =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? build(type, item as Record<string, unknown>, source, at, depth + 1, faults)
      : item;
  if (!Array.isArray(raw)) return one(raw, pointer);
  // A list that is too long is refused as a whole: its items need no look.
  return field.faults(raw).length > 0 ? raw : raw.map((item, index) => one(item, `${pointer}/${index}`));
}

function check(type: Type, value: Record<string, unknown>, at: string, faults: Fault[]): void {
  for (const [name, field] of fieldsOf(type)) {
    const given = value[name];
    const found = field.faults(given);
    if (found !== noFaults) tell(found, `${at}/${name}`, faults);
    else if (field.nested !== undefined && given !== undefined && given !== null) {
      const nested = field.nested();
      const pointer = `${at}/${name}`;
      if (!Array.isArray(given)) check(nested, given as Record<string, unknown>, pointer, faults);
      else
        given.forEach((item, index) => check(nested, item as Record<string, unknown>, `${pointer}/${index}`, faults));
    }
  }
}

function tell(found: readonly FieldFault[], pointer: string, faults: Fault[]): void {
  if (faults.some((known) => known.pointer === pointer)) return;
  for (const { at, code, detail } of found) faults.push({ pointer: pointer + at, code, detail });
}

function convert(type: Type, value: Record<string, unknown>): void {
  for (const field of fieldsOf(type).values()) {
    const given = value[field.name];
    if (given === undefined || given === null) continue;
    if (field.convert !== undefined) value[field.name] = field.convert(given);
    else if (field.nested !== undefined) {
      for (const item of Array.isArray(given) ? given : [given])
        convert(field.nested(), item as Record<string, unknown>);
    }
  }
}

const conversions = new WeakMap<Type, boolean>();

function needsConversion(type: Type): boolean {
  let answer = conversions.get(type);
  if (answer === undefined) {
    conversions.set(type, true); // for a class that holds itself
    answer = [...fieldsOf(type).values()].some(
      ({ convert: own, nested }) => own !== undefined || (nested !== undefined && needsConversion(nested())),
    );
    conversions.set(type, answer);
  }
  return answer;
}

function storablePointer(pointer: string): string {
  return pointer.slice(0, 300).replace(/[\0\p{Surrogate}]/gu, '�');
}
