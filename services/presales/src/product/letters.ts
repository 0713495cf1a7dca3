/**
 * The same letters and digits of any script, whatever stands between them and however large: "GTXPro" is "GTX Pro". An accent
 * counts for nothing; other marks, such as the vowels of Devanagari, are part of the word. Computed here, as what PostgreSQL
 * takes for a letter depends on the server's locale.
 */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]|[^\p{L}\p{M}\p{N}]/gu, '')
    .toUpperCase();
}
