import { nearestWord } from './nearest-word.js';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

// Codes that Intl names although they are no countries: reserved, historical or groups.
const noCountries = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'TA', 'UN', 'XA', 'XB', 'XK', 'QO', 'ZZ']);

const codes = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter((code) => {
    const isPresent =
      new Intl.Locale(`und-${code}`).region === code && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
    return isPresent && !noCountries.has(code) && english.of(code) !== undefined;
  });

// What people write where the official English name is another.
const customary: readonly (readonly [string, string])[] = [
  ['korea', 'KR'],
  ['uk', 'GB'],
  ['great britain', 'GB'],
  ['usa', 'US'],
  ['united states of america', 'US'],
  ['russian federation', 'RU'],
  ['czech republic', 'CZ'],
  ['turkey', 'TR'],
  ['holland', 'NL'],
  ['viet nam', 'VN'],
  ['hong kong', 'HK'],
];

const official = new Map(codes.map((code) => [comparable(english.of(code) ?? code), code]));
const byName = new Map([...customary, ...official]);

export interface CountryReading {
  readonly code: string;
  /** The name that was understood; null if the name or code was right as it stood. */
  readonly mendedTo: string | null;
}

/** Reads a country's code or English name, forgiving one slip; null if it is not understood. */
export function readCountry(written: string): CountryReading | null {
  const name = comparable(written);
  const asCode = name.toUpperCase();
  if (codes.includes(asCode)) return { code: asCode, mendedTo: null };
  const exact = official.get(name);
  if (exact !== undefined) return { code: exact, mendedTo: null };
  const code = byName.get(name) ?? byName.get(nearestWord(name, [...byName.keys()]) ?? '');
  return code === undefined ? null : { code, mendedTo: english.of(code) ?? code };
}

function comparable(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim().replace(/\s+/g, ' ');
}
