import type { Mended } from './report.js';

/** The same letters and digits, whatever stands between them and however large: "GTXPro" is "GTX Pro". */
function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Finds a name among those that are known, also if it is written a little otherwise. */
export class KnownNames {
  readonly #exact = new Set<string>();
  readonly #letters = new Map<string, string | null>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      if (this.#exact.has(name)) continue;
      this.#exact.add(name);
      // Two names of the same letters are told apart only as they are written.
      this.#letters.set(lettersOf(name), this.#letters.has(lettersOf(name)) ? null : name);
    }
  }

  /** The known name; null if there is none, or more than one. */
  find(written: string): string | null {
    if (this.#exact.has(written)) return written;
    return this.#letters.get(lettersOf(written)) ?? null;
  }
}

export interface DayReading {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly mended: boolean;
}

/** Reads a day as the CRM writes it, DD-MM-YY; other separators, four digits of the year and ISO 8601 are mended. Null for what is no day. */
export function readDay(written: string): DayReading | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written);
  if (iso !== null) return calendarDay(iso[1]!, iso[2]!, iso[3]!, true);
  const own = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/.exec(written);
  if (own === null) return null;
  const [, day = '', separator, month = '', year = ''] = own;
  const isAsUsual = separator === '-' && day.length === 2 && month.length === 2 && year.length === 2;
  return calendarDay(year.padStart(4, '20'), month.padStart(2, '0'), day.padStart(2, '0'), !isAsUsual);
}

function calendarDay(year: string, month: string, day: string, mended: boolean): DayReading | null {
  const text = `${year}-${month}-${day}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? { day: text, mended } : null;
}

export function quarterOf(day: string): string {
  return `Q${Math.ceil(Number(day.slice(5, 7)) / 3)} ${day.slice(0, 4)}`;
}

/** An amount as a decimal: "4514", "1,054.50" and "$550" are read, the latter two mended. Null for what is none. */
export function readAmount(written: string): { readonly amount: string; readonly mended: boolean } | null {
  const plain = written.replace(/^[$€£]\s*/, '').replace(/,(?=\d{3}(\D|$))/g, '');
  return /^\d{1,12}(\.\d{1,2})?$/.test(plain) ? { amount: plain, mended: plain !== written } : null;
}

/** What an import of the API says that it mended: `field: "from" read as "to"`, and other sentences as they are. */
export function mendedBy(sentence: string): Mended {
  const [, field = '', rest = ''] = /^(\w+): ([^]*)$/.exec(sentence) ?? [undefined, '', sentence];
  const [from = '', to = ''] = [...rest.matchAll(/"([^"]*)"/g)].map(([, quoted]) => quoted ?? '');
  return { field, from, to, why: rest };
}

/** A word for an address or a code: "Mei-Mei Johns" is mei-mei.johns. */
export function slug(name: string, separator: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, separator)
    .replace(new RegExp(`^\\${separator}+|\\${separator}+$`, 'g'), '');
}
