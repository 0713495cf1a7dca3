import { crmLines, isBroken } from './crm-file.js';
import { Delivery, type Tools } from './delivery.js';
import type { Tally } from './tally.js';
import { slug } from './mending.js';
import type { ImportOptions } from './options.js';

const file = 'sales_teams.csv';

interface Agent {
  readonly line: number;
  readonly name: string;
  readonly team: string;
}

export interface Teams {
  readonly tallies: Tally[];
  /** The manager by whose name an agent's team is kept. */
  readonly teamOf: ReadonlyMap<string, string>;
  /** The partner user that each agent has become. */
  readonly userOf: ReadonlyMap<string, string>;
}

/** Brings over each manager's team as a partner, with its agents as people, the manager as their administrator and the regional office as territory. */
export async function bringTeams(tools: Tools, options: ImportOptions): Promise<Teams> {
  const people = new Delivery(tools, file, 'people', 'partner-users/import');
  const offices = new Map<string, { office: string; line: number }>();
  const agents = new Map<string, Agent>();
  for await (const read of crmLines(options.folder, file, ['sales_agent', 'manager', 'regional_office'])) {
    if (isBroken(read)) {
      people.refuse(read.line, 'UNREADABLE', read.why);
      continue;
    }
    const { sales_agent: name, manager: team, regional_office: office } = read.cells;
    const before = agents.get(name);
    if (name === '' || team === '') people.refuse(read.line, 'NAME_MISSING', 'An agent and a manager are needed.');
    else if (before !== undefined)
      people.refuse(
        read.line,
        'DUPLICATE',
        `"${name}" stands in line ${before.line} already, in the team of ${before.team}.`,
      );
    else {
      agents.set(name, { line: read.line, name, team });
      if (!offices.has(team)) offices.set(team, { office, line: read.line });
    }
  }
  await openTerritories(tools, options, new Set([...offices.values()].map(({ office }) => office)));
  const partners = await bringPartners(tools, options, offices);

  const teamOf = new Map<string, string>();
  const userOf = new Map<string, string>();
  const bring = async ({ line, name, team }: Agent, roles: readonly string[]): Promise<void> => {
    const email = `${slug(name, '.')}@${slug(team, '-')}.invalid`;
    const why = 'the file has no addresses; nothing can be sent to this one';
    await people.add(line, { system: options.system, partner: team, email, name, roles }, ({ id }) => {
      tools.report.mended(file, line, { field: 'email', from: '', to: email, why });
      if (id !== undefined) userOf.set(name, id);
    });
  };
  for (const agent of agents.values()) {
    if (!partners.taken.has(agent.team)) continue;
    teamOf.set(agent.name, agent.team);
    if (!offices.has(agent.name)) await bring(agent, ['sales']);
  }
  for (const [manager, { line }] of offices)
    if (partners.taken.has(manager)) await bring({ line, name: manager, team: manager }, ['partner_admin']);
  return { tallies: [partners.tally, await people.end()], teamOf, userOf };
}

async function bringPartners(
  tools: Tools,
  { system, country, partnerType }: ImportOptions,
  offices: ReadonlyMap<string, { office: string; line: number }>,
): Promise<{ readonly tally: Tally; readonly taken: ReadonlySet<string> }> {
  const delivery = new Delivery(tools, file, 'partners', 'partners/import');
  const taken = new Set<string>();
  for (const [manager, { office, line }] of offices) {
    const company = { legalName: `Team ${manager}`, country, type: partnerType, territories: [codeOf(office)] };
    await delivery.add(line, { system, externalId: manager, ...company }, () => taken.add(manager));
  }
  return { tally: await delivery.end(), taken };
}

async function openTerritories(
  { api, isReadingOnly }: Tools,
  { country, currency }: ImportOptions,
  offices: ReadonlySet<string>,
): Promise<void> {
  if (isReadingOnly) return;
  for (const office of offices) {
    const code = codeOf(office);
    const { items } = await api.get<{ items: unknown[] }>(`territories?code=${encodeURIComponent(code)}`);
    if (items.length > 0) continue;
    const name = office === '' ? 'No regional office' : office;
    await api.post('territories', { code, name, kind: 'region', currency, countries: [country] });
  }
}

function codeOf(office: string): string {
  return slug(office, '_').toUpperCase() || 'NO_OFFICE';
}
