import type { DemoCaller } from './demo-caller.js';

interface Lead {
  readonly id: string;
  readonly partnerId: string | null;
}
type Verb = readonly [who: 'vendor' | 'owner', verb: string, body?: object];

/** One lead of the demo: who asked for what, how many days ago, and what became of it. */
interface DemoLead {
  readonly daysAgo: number;
  readonly company: string;
  readonly domain: string;
  readonly country: string;
  readonly person: string;
  readonly segment?: string;
  readonly families?: readonly string[];
  readonly touches?: readonly string[];
  /** The partner who brought it. */
  readonly broughtBy?: string;
  readonly then?: readonly Verb[];
}

const qualify: Verb = ['vendor', 'qualify'];
const accept: Verb = [
  'owner',
  'accept',
  { nextStep: 'First call with the network team', expectedValue: { amount: '24000.00', currency: 'USD' } },
];
const startWork: Verb = ['owner', 'start-work'];

export const demoLeads: readonly DemoLead[] = [
  {
    ...{
      daysAgo: 40,
      company: 'Brightfield Clinics',
      domain: 'brightfield.example',
      country: 'US',
      person: 'Rosa Ortiz',
    },
    touches: ['webinar_attended', 'price_request'],
    then: [qualify, accept, startWork, ['owner', 'convert', { name: 'Brightfield Clinics: campus network' }]],
  },
  {
    ...{
      daysAgo: 20,
      company: 'Steinbach Logistik GmbH',
      domain: 'steinbach.example',
      country: 'DE',
      person: 'Jonas Weber',
    },
    touches: ['event_attended'],
    then: [qualify, accept, startWork],
  },
  {
    ...{
      daysAgo: 12,
      company: 'Maple Ridge Schools',
      domain: 'mapleridge.example',
      country: 'CA',
      person: 'Ann Clark',
    },
    then: [qualify, accept, ['owner', 'disqualify', { code: 'no_budget', reason: 'The grant was not renewed' }]],
  },
  {
    ...{ daysAgo: 3, company: 'Oakline Foods', domain: 'oakline.example', country: 'US', person: 'Peter Novak' },
    touches: ['download'],
  },
  {
    ...{ daysAgo: 0, company: 'Seeblick Kliniken AG', domain: 'seeblick.example', country: 'CH', person: 'Lea Frei' },
    touches: ['demo_request', 'price_request', 'call'],
    then: [qualify],
  },
  {
    ...{ daysAgo: 0, company: 'Corner Cafes', domain: 'cornercafes.example', country: 'US', person: 'Sam Reed' },
    segment: 'consumer',
    then: [qualify],
  },
  {
    ...{ daysAgo: 0, company: 'Alpenhof Hotels', domain: 'alpenhof.example', country: 'AT', person: 'Eva Gruber' },
    broughtBy: 'alpenblick',
  },
];

/** How leads find their partners: a partner's named accounts first, small customers to whoever is fastest, the rest by territory. */
export async function defineRouting(presales: DemoCaller, partner: (key: string) => string): Promise<void> {
  const rules = [
    { name: 'Named accounts of Alpenblick', domains: ['seeblick.example'], pinnedPartnerId: partner('alpenblick') },
    { name: 'Small customers', segments: ['consumer'], strategy: 'pool' },
    { name: 'Germany, Austria, Switzerland', territories: ['DACH'], strategy: 'round_robin' },
    { name: 'North America', territories: ['NA'], tiers: ['silver', 'gold', 'platinum'] },
  ];
  for (const [index, rule] of rules.entries())
    await presales.post('lead-routing-rules', { ...rule, place: (index + 1) * 10 });
}

/** Captures the lead and lets happen what happened. */
export async function bring(
  presales: DemoCaller,
  lead: DemoLead,
  partner: (key: string) => string,
  now: Date,
): Promise<void> {
  const { company: name, domain, country, person, segment = 'enterprise', families = ['GTX'], touches = [] } = lead;
  const at = now.toISOString();
  const email = `${person.toLowerCase().replace(/\W+/g, '.')}@${domain}`;
  const by = lead.broughtBy === undefined ? presales : presales.as('reseller-sales', partner(lead.broughtBy));
  let told = await by.post<Lead>('leads', {
    ...{ company: { name, domain, country, employees: 1200 }, segment, families, contact: { name: person, email } },
    consent: { basis: 'consent', source: 'Form of the spring campaign', at },
    touches: touches.map((kind) => ({ kind, at })),
  });
  for (const [who, verb, body] of lead.then ?? []) {
    const caller = who === 'vendor' ? presales : presales.as('reseller-sales', told.partnerId ?? '');
    told = await caller.post<Lead>(`leads/${told.id}/${verb}`, body);
  }
}
