import { parseArgs } from 'node:util';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** What the command cannot begin with; the message says what to change. */
export class UsageFault extends Error {}

export interface ImportOptions {
  readonly folder: string;
  readonly url: string;
  /** Of a service account or an administrator; null asks the development issuer for `persona`. */
  readonly token: string | null;
  readonly persona: string;
  readonly report: string;
  /** The name under which the source's ids are kept. */
  readonly system: string;
  /** The files name no country for teams and unnamed customers, and no currency at all. */
  readonly country: string;
  readonly currency: string;
  readonly partnerType: string;
  /** Nothing is brought over, what is there is compared with the files. */
  readonly verifyOnly: boolean;
}

export const usage = `npm run import:crm -- FOLDER [options]

  FOLDER                holds accounts.csv, products.csv, sales_teams.csv and sales_pipeline.csv
  --url URL             a running Tributary; http://127.0.0.1:3000, or the port in PORT, unless told
  --token TOKEN         of a service account or an administrator; --token-file FILE reads it from a file
  --persona NAME        of the development issuer, where no token is given; vendor-admin unless told
  --report FILE         where every mended and refused line is told; import-crm-report.ndjson unless told
  --system NAME         under which the ids of the files are kept; crm unless told
  --country CODE        of the teams and of customers that are not named; US unless told
  --currency CODE       of all amounts; USD unless told
  --partner-type TYPE   of the teams; value_added_reseller unless told
  --verify              bring nothing over, compare only

A service account needs the scopes territories:write, partners:write, accounts:write, products:write, prices:write and
opportunities:write, and partners:read, prices:read, territories:read and opportunities:read to compare.
`;

export function readOptions(parameters: readonly string[]): ImportOptions {
  const { values, positionals } = parsed(parameters);
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new UsageFault(`One folder is needed.\n\n${usage}`);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageFault(`There is no folder "${folder}".`);
  const { country, currency } = values;
  if (!/^[A-Z]{2}$/.test(country)) throw new UsageFault(`--country is an ISO 3166 code such as US, not "${country}".`);
  if (!/^[A-Z]{3}$/.test(currency))
    throw new UsageFault(`--currency is an ISO 4217 code such as USD, not "${currency}".`);
  if (!URL.canParse(values.url)) throw new UsageFault(`--url is an address, not "${values.url}".`);
  const file = values['token-file'];
  return {
    folder: resolve(folder),
    url: values.url.replace(/\/+$/, ''),
    token: values.token ?? (file === undefined ? null : readFileSync(file, 'utf8').trim()),
    persona: values.persona,
    report: resolve(values.report),
    system: values.system,
    country,
    currency,
    partnerType: values['partner-type'],
    verifyOnly: values.verify,
  };
}

function parsed(parameters: readonly string[]) {
  const text = (usual: string) => ({ type: 'string', default: usual }) as const;
  try {
    return parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: {
        url: text('http://127.0.0.1:3000'),
        token: { type: 'string' },
        'token-file': { type: 'string' },
        persona: text('vendor-admin'),
        report: text('import-crm-report.ndjson'),
        system: text('crm'),
        country: text('US'),
        currency: text('USD'),
        'partner-type': text('value_added_reseller'),
        verify: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageFault(`${(error as Error).message}\n\n${usage}`);
  }
}
