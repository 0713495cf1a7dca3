import { z } from 'zod';

/** How a value is written, where its field says no more. */
const formats = {
  id: 'UUID',
  number: 'The number that people use, for example DR-2026-000123',
  instant: 'UTC, ISO 8601',
  day: 'YYYY-MM-DD',
  country: 'ISO 3166-1 alpha-2',
  currency: 'ISO 4217',
  decimal: 'Decimal number as a string',
} as const;

/** True for a description that tells the format alone and not what the field means. */
export function isFormatOnly(description: string): boolean {
  return Object.values<string>(formats).includes(description);
}

/**
 * The keyword that marks a field with a person in it. `pseudonym`: an id that only its issuer can resolve; `possible`: a text in
 * which somebody may be named. Names, addresses and numbers of persons are left out of events altogether.
 */
export const personalData = 'x-personal-data';

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

export const id = z.uuid().describe(formats.id);
export const text = z.string().min(1).max(400);
export const code = z.string().min(1).max(64);
export const number = z.string().min(1).max(40).describe(formats.number);
/** Who acted: the token's subject, never a name or an address. Only the identity provider knows the person behind it. */
export const subject = z
  .string()
  .min(1)
  .max(200)
  .meta({ [personalData]: 'pseudonym' });
/** The id of a person's record in its service; what is known of the person stays there. */
export const personId = id.meta({ [personalData]: 'pseudonym' });
/** What a person wrote in words of their own: it may name somebody. */
export const remark = text.meta({ [personalData]: 'possible' });
/** A company's name or address: that of a sole trader or a consumer is a person's. */
export const ofCompany = text.meta({ [personalData]: 'possible' });

// Not z.iso.datetime(): its generated pattern is a page long and fails in several JSON Schema implementations.
export const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/)
  .refine((value) => !Number.isNaN(Date.parse(value)), { error: 'must be a UTC instant' })
  .meta({ format: 'date-time', description: formats.instant });

export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((value) => !Number.isNaN(Date.parse(value)), { error: 'must be a date' })
  .meta({ format: 'date', description: formats.day });

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .describe(formats.country);
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe(formats.currency);

/** A decimal as a string, so that no reader rounds it. */
export const decimal = z
  .string()
  .regex(/^-?\d{1,18}(\.\d{1,6})?$/)
  .describe(formats.decimal);

export const money = z.object({ amount: decimal, currency });

export const externalId = z.object({ system: code, id: z.string().min(1).max(200) });

export const segment = word(['enterprise', 'consumer', 'b2b2x']);
