import 'reflect-metadata';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateNested } from 'class-validator';
import type { Type } from '@nestjs/common';

/** A fault inside one field: `at` is the rest of the JSON pointer below the field. */
export interface FieldFault {
  readonly at: string;
  readonly code: FaultCode;
  readonly detail: string;
}

/** Every code of a single fault in an input, with its meaning. */
export const faultCodes = {
  REQUIRED: 'The field is missing.',
  NULL_REFUSED: 'The field may be left out, but not be null.',
  UNKNOWN_FIELD: 'The field is not known here.',
  NOT_OBJECT: 'A JSON object is needed.',
  NOT_LIST: 'A list is needed.',
  NOT_TEXT: 'A text is needed.',
  NOT_UUID: 'A UUID is needed.',
  NOT_WHOLE: 'A whole number is needed.',
  NOT_FLAG: 'true or false is needed.',
  NOT_DAY: 'A day as YYYY-MM-DD is needed.',
  NOT_INSTANT: 'An instant as ISO 8601 with a zone is needed.',
  NOT_EMAIL: 'An e-mail address is needed.',
  NOT_COUNTRY: 'An ISO 3166-1 alpha-2 country code is needed.',
  NOT_CURRENCY: 'An ISO 4217 currency code is needed.',
  NOT_DECIMAL: 'A decimal number as a text is needed.',
  NOT_ALLOWED: 'The value is not one of the allowed ones.',
  PATTERN: 'The text does not have the required form.',
  BLANK: 'The text is empty or blank.',
  TOO_SHORT: 'The text is too short.',
  TOO_LONG: 'The text is too long.',
  TOO_SMALL: 'The number is too small.',
  TOO_LARGE: 'The number is too large.',
  TOO_MANY_DECIMALS: 'The number has too many decimals.',
  TOO_FEW: 'The list has too few items.',
  TOO_MANY: 'The list has too many items.',
  TOO_DEEP: 'The value is nested too deeply.',
  REPEATED: 'The parameter may be given once.',
  UNSTORABLE_CHARACTER: 'The text holds a NUL character or half of a surrogate pair.',
  CONTRACT_BROKEN: 'The value breaks the contract of the event.',
  COLUMN_COUNT: 'The line has another number of columns than the header.',
  LINE_TOO_LONG: 'The line is too long.',
  BROKEN_LINE: 'The line cannot be read.',
} as const;
export type FaultCode = keyof typeof faultCodes;

export interface FieldOptions {
  /** The field may be left out. */
  readonly optional?: boolean;
  /** The field may be null. */
  readonly nullable?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

/** What a field decorator knows of its field; validation, documentation, query strings and CSV columns all read it. */
export interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly nullable: boolean;
  readonly list: boolean;
  /** The class of a nested object, or of the items of a list. */
  readonly nested: (() => Type) | undefined;
  readonly example: unknown;
  faults(value: unknown): readonly FieldFault[];
  /** Members of a value that is no DTO of its own (money): CSV has a column for each. */
  readonly parts: readonly string[];
  /** A text from a query string or a CSV cell as a JSON value; what does not fit comes back as it is and is refused by `faults`. */
  fromText(text: string, source: TextSource): unknown;
  /** The value that the handler gets for a valid JSON value. */
  convert: ((value: unknown) => unknown) | undefined;
}

export type TextSource = 'query' | 'csv';

export interface FieldRule {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly list?: boolean;
  readonly nested?: () => Type;
  readonly parts?: readonly string[];
  check(value: unknown): readonly FieldFault[];
  fromText?(text: string, source: TextSource): unknown;
  /** Called with the field's declared type (`design:type`). */
  converter?(type: unknown): ((value: unknown) => unknown) | undefined;
}

const declared = new WeakMap<object, Map<string, Field>>();
const complete = new WeakMap<object, ReadonlyMap<string, Field>>();

/** The decorated fields of a class, inherited ones first. */
export function fieldsOf(type: Type): ReadonlyMap<string, Field> {
  let fields = complete.get(type);
  if (fields === undefined) {
    const parent: unknown = Object.getPrototypeOf(type);
    const inherited = typeof parent === 'function' && parent !== Function.prototype ? fieldsOf(parent as Type) : [];
    fields = new Map([...inherited, ...(declared.get(type) ?? [])]);
    complete.set(type, fields);
  }
  return fields;
}

const documentedFields = 'swagger/apiModelPropertiesArray';

/** Takes fields that a class inherits away from it: they are neither read nor documented. */
export function leaveOut(type: Type, names: readonly string[]): void {
  complete.set(type, new Map([...fieldsOf(type)].filter(([name]) => !names.includes(name))));
  const prototype = type.prototype as object;
  const documented = (Reflect.getMetadata(documentedFields, prototype) ?? []) as readonly string[];
  const kept = documented.filter((entry) => !names.includes(entry.slice(1)));
  Reflect.defineMetadata(documentedFields, kept, prototype);
}

export const noFaults: readonly FieldFault[] = [];

export function fault(code: FaultCode, detail: string = faultCodes[code], at = ''): readonly FieldFault[] {
  return [{ at, code, detail }];
}

/** One step of a JSON pointer (RFC 6901). */
export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

export function field(options: FieldOptions, rule: FieldRule): PropertyDecorator {
  const optional = options.optional ?? false;
  const nullable = options.nullable ?? false;
  const faults = (value: unknown): readonly FieldFault[] => {
    if (value === undefined) return optional ? noFaults : fault('REQUIRED');
    if (value === null) return nullable ? noFaults : fault('NULL_REFUSED');
    return rule.check(value);
  };
  return (target, key) => {
    const name = String(key);
    if (options.example !== undefined && faults(options.example) !== noFaults) {
      throw new Error(`The example of ${target.constructor.name}.${name} breaks the field's own rule.`);
    }
    const own = declared.get(target.constructor) ?? new Map<string, Field>();
    declared.set(target.constructor, own);
    own.set(name, {
      name,
      optional,
      nullable,
      list: rule.list ?? false,
      nested: rule.nested,
      parts: rule.parts ?? [],
      example: options.example,
      faults,
      fromText: rule.fromText ?? ((text) => text),
      convert: rule.converter?.(Reflect.getMetadata('design:type', target, key)),
    });
    ApiProperty(documented(options, rule, optional, nullable))(target, key);
    ValidateBy({ name: 'field', validator: { validate: (value) => faults(value) === noFaults } })(target, name);
    if (rule.nested !== undefined) ValidateNested()(target, name);
  };
}

function documented(options: FieldOptions, rule: FieldRule, optional: boolean, nullable: boolean): ApiPropertyOptions {
  const { nested } = rule;
  return {
    ...rule.schema,
    ...(nested === undefined ? {} : { type: () => nested() }), // swagger takes a function for a reference to come by its name, `type`
    required: !optional,
    ...(nullable ? { nullable } : {}),
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.example === undefined ? {} : { example: options.example }),
  };
}
