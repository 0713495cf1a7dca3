import { fault, field, noFaults, type FieldFault, type FieldOptions } from './field.js';

export interface WholeOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
}

/** A whole number; between 0 and 2147483647 unless told otherwise, never beyond what a double holds exactly. */
export function Whole(options: WholeOptions = {}): PropertyDecorator {
  const { min = 0, max = 2_147_483_647 } = options;
  return field(
    { example: Math.max(min, Math.min(max, 10)), ...options },
    {
      schema: { type: 'integer', minimum: min, maximum: max },
      fromText: (text) => (/^-?\d{1,16}$/.test(text) ? Number(text) : text),
      check: (value) => {
        if (typeof value !== 'number' || !Number.isSafeInteger(value)) return fault('NOT_WHOLE');
        if (value < min) return fault('TOO_SMALL', `At least ${min} is needed.`);
        if (value > max) return fault('TOO_LARGE', `At most ${max} is allowed.`);
        return noFaults;
      },
    },
  );
}

export interface DecimalsOptions extends FieldOptions {
  /** Digits after the point, at most. */
  readonly places: number;
  /** Digits before the point, at most; 13 unless told. */
  readonly digits?: number;
  readonly negative?: boolean;
  /** Inclusive bounds. */
  readonly min?: number;
  readonly max?: number;
}

const decimal = /^(-?)(\d+)(?:\.(\d+))?$/;

export function checkDecimal(value: unknown, options: DecimalsOptions): readonly FieldFault[] {
  const parts = typeof value === 'string' && value.length <= 64 ? decimal.exec(value) : null;
  if (parts === null) return fault('NOT_DECIMAL');
  const [, sign, whole = '', fraction = ''] = parts;
  if (fraction.length > options.places)
    return fault('TOO_MANY_DECIMALS', `At most ${options.places} decimals are allowed.`);
  if (sign === '-' && options.negative !== true) return fault('TOO_SMALL', 'A negative number is not allowed.');
  if (whole.replace(/^0+/, '').length > (options.digits ?? 13)) return fault('TOO_LARGE');
  if (options.min !== undefined && Number(value) < options.min)
    return fault('TOO_SMALL', `At least ${options.min} is needed.`);
  if (options.max !== undefined && Number(value) > options.max)
    return fault('TOO_LARGE', `At most ${options.max} is allowed.`);
  return noFaults;
}

/** A decimal number as a text, so that no digit is lost on the way: "12.50". */
export function Decimals(options: DecimalsOptions): PropertyDecorator {
  const { places, negative = false, min = -Infinity, max = Infinity } = options;
  const pattern = `^${negative ? '-?' : ''}\\d{1,${options.digits ?? 13}}${places > 0 ? `(\\.\\d{1,${places}})?` : ''}$`;
  return field(
    { example: Math.max(min, Math.min(max, 12.5)).toFixed(places), ...options },
    { schema: { type: 'string', pattern, maxLength: 64 }, check: (value) => checkDecimal(value, options) },
  );
}

export function Flag(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { example: true, ...options },
    {
      schema: { type: 'boolean' },
      fromText: (text) => (/^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text),
      check: (value) => (typeof value === 'boolean' ? noFaults : fault('NOT_FLAG')),
    },
  );
}
