import { fault, field, noFaults, type FieldOptions } from './field.js';

const earliest = Date.parse('1900-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');
const day = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

function inRange(time: number): boolean {
  return time >= earliest && time <= latest;
}

/** True for a day of the calendar: the 30th of February is none. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !day.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return inRange(time) && new Date(time).toISOString().startsWith(value);
}

export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && instant.test(value) && isDay(value.slice(0, 10)) && inRange(Date.parse(value));
}

/** An example for a day that has to lie ahead, whenever the documents are read. */
export const dayNextYear = `${new Date().getUTCFullYear() + 1}-06-30`;

/** A day without a time of day: "2026-03-31", from 1900 on. Stays a text. */
export function Day(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { example: '2026-03-31', ...options },
    {
      schema: { type: 'string', format: 'date', maxLength: 10 },
      check: (value) => (isDay(value) ? noFaults : fault('NOT_DAY')),
    },
  );
}

/** A point in time: "2026-03-31T12:00:00.000Z". Becomes a Date where the field is declared as one. */
export function Instant(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { example: '2026-03-31T12:00:00.000Z', ...options },
    {
      schema: { type: 'string', format: 'date-time', maxLength: 35 },
      check: (value) =>
        isInstant(value) || (value instanceof Date && inRange(value.getTime())) ? noFaults : fault('NOT_INSTANT'),
      converter: (type) => (type === Date ? (value) => (isInstant(value) ? new Date(value) : value) : undefined),
    },
  );
}
