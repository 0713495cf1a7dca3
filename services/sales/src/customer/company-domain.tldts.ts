import { parse } from 'tldts';
import type { CompanyDomain } from './customer-identity.js';

const mailBrands = new Set(
  'gmail googlemail hotmail outlook yahoo ymail gmx yandex aol icloud protonmail tutanota zoho fastmail'.split(' '),
);
const mailDomains = new Set(
  (
    'live.com msn.com me.com mac.com web.de t-online.de freenet.de mail.ru bk.ru list.ru inbox.ru rambler.ru qq.com 163.com 126.com yeah.net sina.com sohu.com ' +
    'foxmail.com proton.me pm.me tuta.io hey.com duck.com mail.com email.com usa.com orange.fr free.fr wanadoo.fr laposte.net sfr.fr libero.it virgilio.it ' +
    'alice.it tiscali.it seznam.cz centrum.cz wp.pl o2.pl interia.pl onet.pl naver.com daum.net hanmail.net rediffmail.com uol.com.br bol.com.br terra.com.br ' +
    'comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net btinternet.com sky.com virginmedia.com ntlworld.com bigpond.com ' +
    'optusnet.com.au telus.net rogers.com shaw.ca bluewin.ch hispeed.ch telenet.be skynet.be ziggo.nl kpnmail.nl xs4all.nl telia.com abv.bg ukr.net'
  ).split(' '),
);
const institutionRegistries = new Set('gov govt gouv gob gub gv go edu ac mil mod nhs police sch'.split(' '));

/** The registrable domain behind a web site, host or e-mail address ("jane@mail.acme.co.uk" is acme.co.uk); null for public mail, addresses and nonsense. */
export function companyDomain(address: string): CompanyDomain | null {
  const host = address.slice(address.lastIndexOf('@') + 1).trim();
  const { domain, domainWithoutSuffix, publicSuffix, isIcann } = parse(host, {
    allowPrivateDomains: true,
    detectIp: true,
  });
  if (domain === null || publicSuffix === null || domainWithoutSuffix === null || isIcann === null) return null;
  if (mailDomains.has(domain) || mailBrands.has(domainWithoutSuffix)) return null;
  return { domain, institution: institutionRegistries.has(publicSuffix.split('.')[0]!) };
}
