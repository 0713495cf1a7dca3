// Words that only join two legal forms: "GmbH & Co. KG", "S.A. de C.V.".
const joiners = new Set(['and', 'de']);
const legalForms = new Set(
  (
    'inc incorporated corp corporation co company companies ltd limited llc llp lp plc pllc pc pty pvt private gmbh mbh ag kg kgaa ohg ug ev eg ' +
    'se sa sas sasu sarl sca scs snc srl srls spa sapa bv nv vof cv bvba oy oyj ab asa as aps is ivs ans kk yk gk sro zrt kft nyrt bt doo dd ad ' +
    'ood eood ooo oao zao pao sl slu slne ltda eireli mei sab sapi rl tbk pt cia bhd sdn jsc ojsc pjsc pte spzoo'
  ).split(' '),
);

// Letters that carry no accent to be taken off, so Unicode decomposition leaves them alone.
const spelledOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

function words(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => spelledOut[letter] ?? letter)
    .replace(/[.'’`]/g, '')
    .replace(/\b([a-z])\/(?=[a-z]\b)/g, '$1')
    .replace(/\bsp z o ?o\b/g, 'spzoo')
    .replace(/&/g, ' and ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function withoutLegalForm(parts: readonly string[]): string[] {
  let end = parts.length;
  while (end > 0 && (legalForms.has(parts[end - 1]!) || (end < parts.length && joiners.has(parts[end - 1]!)))) end -= 1;
  return parts.slice(0, end);
}

/** A company's name as it is compared: no legal form at its end, no case, accents or punctuation. "Müller & Söhne GmbH & Co. KG" is "muller and sohne". */
export function comparableName(name: string): string {
  const parts = words(name);
  const core = withoutLegalForm(parts);
  return (core.length > 0 ? core : parts).join(' ');
}
