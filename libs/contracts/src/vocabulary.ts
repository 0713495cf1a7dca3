import { z } from 'zod';

let producing = false;

/** Runs `work` with closed vocabularies: a producer may only use the words of its own version, a reader takes newer ones too. */
export function asProducer<T>(work: () => T): T {
  producing = true;
  try {
    return work();
  } finally {
    producing = false;
  }
}

/** An open enumeration: these words today, perhaps more tomorrow. */
export function word<const Word extends string>(words: readonly [Word, ...Word[]]): z.ZodType<Word> {
  return z
    .string()
    .min(1)
    .max(64)
    .refine((value) => !producing || (words as readonly string[]).includes(value), {
      error: `must be one of ${words.join(', ')}`,
    })
    .meta({ 'x-extensible-enum': words, examples: [words[0]] }) as unknown as z.ZodType<Word>;
}

export const id = z.uuid().describe('UUID');
export const text = z.string().min(1).max(400);
export const code = z.string().min(1).max(64);
export const number = z.string().min(1).max(40).describe('The number that people use, for example DR-2026-000123');
/** Who acted: the token's subject, never a name or an address. */
export const subject = z.string().min(1).max(200);

// Not z.iso.datetime(): its generated pattern is a page long and fails in several JSON Schema implementations.
export const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/)
  .refine((value) => !Number.isNaN(Date.parse(value)), { error: 'must be a UTC instant' })
  .meta({ format: 'date-time', description: 'UTC, ISO 8601' });

export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((value) => !Number.isNaN(Date.parse(value)), { error: 'must be a date' })
  .meta({ format: 'date', description: 'YYYY-MM-DD' });

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .describe('ISO 3166-1 alpha-2');
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('ISO 4217');

/** A decimal as a string, so that no reader rounds it. */
export const decimal = z
  .string()
  .regex(/^-?\d{1,18}(\.\d{1,6})?$/)
  .describe('Decimal number as a string');

export const money = z.object({ amount: decimal, currency });

export const externalId = z.object({ system: code, id: z.string().min(1).max(200) });

export const segment = word(['enterprise', 'consumer', 'b2b2x']);
