import { nearestWord } from './nearest-word.js';

/** The industries that the vendor's people know by these words; others are kept as they are written. */
export const industries = [
  'aerospace',
  'agriculture',
  'automotive',
  'chemicals',
  'construction',
  'education',
  'employment',
  'energy',
  'entertainment',
  'finance',
  'government',
  'hospitality',
  'insurance',
  'legal',
  'logistics',
  'manufacturing',
  'marketing',
  'media',
  'medical',
  'pharmaceuticals',
  'real estate',
  'retail',
  'services',
  'software',
  'technology',
  'telecommunications',
  'transport',
  'utilities',
] as const;

/** The industry as the vendor writes it, one slip forgiven. */
export function readIndustry(written: string): { readonly industry: string; readonly mended: boolean } {
  const word = written.trim().replace(/\s+/g, ' ').toLowerCase();
  if ((industries as readonly string[]).includes(word)) return { industry: word, mended: false };
  const near = nearestWord(word, industries);
  return near === null ? { industry: word, mended: false } : { industry: near, mended: true };
}
