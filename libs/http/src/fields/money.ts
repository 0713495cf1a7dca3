import { minorUnitDigits } from '@tributary/kernel';
import { fault, field, noFaults, type FieldFault, type FieldOptions } from './field.js';
import { checkDecimal, Decimals } from './number.js';
import { Text } from './text.js';

const currencies = new Set<unknown>(Intl.supportedValuesOf('currency'));

export class MoneyDto {
  @Decimals({ places: 6, negative: true, example: '1234.50', description: 'A decimal number as a text' })
  readonly amount: string;

  @Text({ min: 3, max: 3, pattern: /^[A-Z]{3}$/, example: 'USD', description: 'ISO 4217' })
  readonly currency: string;
}

export interface MoneyOptions extends FieldOptions {
  readonly negative?: boolean;
  /** A price of one unit may have 6 decimals; an amount has those of its currency. */
  readonly unitPrice?: boolean;
  /** At most, in any currency. */
  readonly max?: number;
}

/** An amount and its currency: `{"amount":"1234.50","currency":"USD"}`. */
export function MoneyField(options: MoneyOptions = {}): PropertyDecorator {
  return field(
    { example: { amount: (options.max ?? 1234.5) < 1234.5 ? '1.00' : '1234.50', currency: 'USD' }, ...options },
    { schema: { type: () => MoneyDto }, parts: ['amount', 'currency'], check: (value) => checkMoney(value, options) },
  );
}

function checkMoney(value: unknown, options: MoneyOptions): readonly FieldFault[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fault('NOT_OBJECT');
  for (const name of Object.keys(value)) {
    if (name !== 'amount' && name !== 'currency') return fault('UNKNOWN_FIELD', 'Money has an amount and a currency.');
  }
  const { amount, currency } = value as { amount?: unknown; currency?: unknown };
  if (!currencies.has(currency)) return fault('NOT_CURRENCY', undefined, '/currency');
  const places = options.unitPrice === true ? 6 : minorUnitDigits(currency as string);
  const faults = checkDecimal(amount, {
    places,
    negative: options.negative ?? false,
    ...(options.max === undefined ? {} : { max: options.max }),
  });
  return faults === noFaults ? noFaults : faults.map((one) => ({ ...one, at: '/amount' }));
}
