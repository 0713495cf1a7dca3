import { fault, field, noFaults, type FieldOptions } from './field.js';

/** One of a closed list on the way in; readers of an answer must accept new values. */
export function OneOf(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  const allowed = new Set<unknown>(values);
  return field(
    { example: values[0], ...options },
    {
      schema: { type: 'string', enum: [...values] },
      check: (value) => (allowed.has(value) ? noFaults : fault('NOT_ALLOWED', `Allowed: ${values.join(', ')}.`)),
    },
  );
}

const countries = new Set<unknown>(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK ' +
    'CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS ' +
    'GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV ' +
    'LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM ' +
    'PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR ' +
    'TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);

/** An ISO 3166-1 alpha-2 code: "DE". */
export function Country(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { example: 'DE', ...options },
    {
      schema: { type: 'string', pattern: '^[A-Z]{2}$', minLength: 2, maxLength: 2 },
      check: (value) => (countries.has(value) ? noFaults : fault('NOT_COUNTRY')),
    },
  );
}
