// Words that only join two legal forms: "GmbH & Co. KG", "S.A. de C.V.".
const joiners = new Set(['and', 'de']);
const legalForms = new Set(
  (
    'inc incorporated corp corporation co company companies ltd limited llc llp lp plc pllc pc pty pvt private gmbh mbh ag kg kgaa ohg ug ev eg ' +
    'se sa sas sasu sarl sca scs snc srl srls spa sapa bv nv vof cv bvba oy oyj ab asa as aps is ivs ans kk yk gk sro zrt kft nyrt bt doo dd ad ' +
    'ood eood ooo oao zao pao sl slu slne ltda eireli mei sab sapi rl tbk pt cia bhd sdn jsc ojsc pjsc pte spzoo'
  ).split(' '),
);

// Forms that stand before the name, or are written together with it.
const attachedForms =
  /^(?:株式会社|有限会社|合同会社)|(?:株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司)$/u;
const leadingForms = new Set(['ооо', 'оао', 'зао', 'пао', 'ао', 'тоо', '주식회사'.normalize('NFKD')]);

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

function withoutLegalForm(named: readonly string[]): string[] {
  const parts = named.map((word) => word.replace(attachedForms, '')).filter((word) => word !== '');
  if (parts.length > 1 && leadingForms.has(parts[0]!)) parts.shift();
  let end = parts.length;
  while (end > 0 && (legalForms.has(parts[end - 1]!) || (end < parts.length && joiners.has(parts[end - 1]!)))) end -= 1;
  return parts.slice(0, end);
}

/**
 * Whether PostgreSQL finds trigrams in letters beyond ASCII depends on the server's locale. So each of them is written as
 * four letters of ASCII, scattered so that two letters of one script have hardly anything in common.
 */
function inAscii(name: string): string {
  return name.replace(/[^\x20-\x7e]/gu, (letter) => {
    let rest = (letter.codePointAt(0)! * 7919 + 104_729) % 26 ** 4;
    let written = '';
    for (let place = 0; place < 4; place += 1) {
      written += String.fromCharCode(97 + (rest % 26));
      rest = Math.floor(rest / 26);
    }
    return written;
  });
}

/** A company's name as it is compared: no legal form at its end, no case, accents or punctuation. "Müller & Söhne GmbH & Co. KG" is "muller and sohne". */
export function comparableName(name: string): string {
  const parts = words(name);
  const core = withoutLegalForm(parts);
  return inAscii((core.length > 0 ? core : parts).join(' '));
}
