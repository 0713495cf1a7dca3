// Mailboxes that anybody can open say nothing about the company.
const publicMail = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com aol.com gmx.net gmx.de gmx.com web.de mail.com proton.me protonmail.com zoho.com yandex.com yandex.ru mail.ru qq.com 163.com 126.com naver.com t-online.de orange.fr free.fr libero.it'.split(
    ' ',
  ),
);

const legalForms = new Set(
  'inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh ag kg ohg ug mbh se sa sas sarl srl spa bv nv ab as asa oy oyj aps kft sro doo pty pte sdn bhd kk group holding holdings the and'.split(
    ' ',
  ),
);

/** "Café Müller & Söhne GmbH" and "cafe muller sohne" are one name. Null when nothing but a legal form is left. */
export function nameKey(name: string): string | null {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    // "Müller" and "Mueller" are one name
    .replace(/([aou])e/g, '$1')
    // "S.A." and "B.V." are one word each
    .replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !legalForms.has(word));
  return words.length === 0 ? null : words.join(' ');
}

export function registrationKey(registrationNumber: string | null): string | null {
  const key = registrationNumber?.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '') ?? '';
  return key === '' ? null : key;
}

export function emailDomainKey(email: string): string | null {
  const domain = email
    .slice(email.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase()
    .replace(/\.$/, '');
  return domain === '' || publicMail.has(domain) ? null : domain;
}
