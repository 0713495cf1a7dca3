import { fault, field, noFaults, type FieldFault, type FieldOptions } from './field.js';

export interface TextOptions extends FieldOptions {
  /** Characters at least; 1 unless told, and then a blank text is refused too. */
  readonly min?: number;
  readonly max: number;
  readonly pattern?: RegExp;
}

const unstorable = /[\0\p{Surrogate}]/u;

/** PostgreSQL stores neither NUL nor half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !unstorable.test(text);
}

export function checkText(value: unknown, min: number, max: number, pattern?: RegExp): readonly FieldFault[] {
  if (typeof value !== 'string') return fault('NOT_TEXT');
  if (min > 0 && value.trim() === '') return fault('BLANK');
  if (value.length < min) return fault('TOO_SHORT', `At least ${min} characters are needed.`);
  if (value.length > max) return fault('TOO_LONG', `At most ${max} characters are allowed.`);
  if (!isStorable(value)) return fault('UNSTORABLE_CHARACTER');
  if (pattern !== undefined && !pattern.test(value)) return fault('PATTERN', `The form is ${pattern.source}`);
  return noFaults;
}

/** A text of bounded length. */
export function Text(options: TextOptions): PropertyDecorator {
  const { min = 1, max, pattern } = options;
  const schema = { type: 'string', minLength: min, maxLength: max, ...(pattern ? { pattern: pattern.source } : {}) };
  const example = options.example === undefined ? 'text'.padEnd(min, '.').slice(0, max) : options.example;
  return field({ ...options, example }, { schema, check: (value) => checkText(value, min, max, pattern) });
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && uuid.test(value);
}

/** Ids are compared as texts, in the form that PostgreSQL gives them: RFC 9562 takes capitals on input and writes none. */
export function asId(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** An id; it may be given in capitals, and the handler gets it without. */
export function Uuid(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { example: '01970d3e-5f1a-7c3b-9d2e-4a6b8c0d1e2f', ...options },
    {
      schema: { type: 'string', format: 'uuid', maxLength: 36 },
      check: (value) => (isUuid(value) ? noFaults : fault('NOT_UUID')),
      converter: () => asId,
    },
  );
}

const email =
  /^[^\s@<>()[\]\\,;:"\0\p{Surrogate}]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

export function Email(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { example: 'ada@example.com', ...options },
    {
      schema: { type: 'string', format: 'email', maxLength: 254 },
      check: (value) =>
        typeof value === 'string' && value.length <= 254 && email.test(value) ? noFaults : fault('NOT_EMAIL'),
    },
  );
}
