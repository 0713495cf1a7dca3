import { join } from 'node:path';
import { fillCatalog, relateAccounts } from './demo-catalog.js';
import { certifyPeople, defineCertifications } from './demo-certifications.js';
import { DemoCaller } from './demo-caller.js';
import { demoCompanies } from './demo-companies.js';
import { demoDeals, register } from './demo-deals.js';
import { bringOverHistory } from './demo-history.js';
import { bring, defineRouting, demoLeads } from './demo-leads.js';
import { assessAgain, assessOnce } from './demo-maturity.js';
import { apply, recruit } from './demo-recruitment.js';
import { serveCustomers } from './demo-service.js';
import type { Seed } from './seed.js';

const day = 86_400_000;
const files = join(import.meta.dirname, '../../data/demo');
const officeHours = [{ from: '09:00', to: '17:00' }];
const week = { 1: officeHours, 2: officeHours, 3: officeHours, 4: officeHours, 5: officeHours, 6: [], 7: [] };

/** A vendor of network devices after half a year: its territories, catalog, channel and deals in every state. */
export const demo: Seed = async (context) => {
  const { clock } = context;
  const present = clock.now();
  const travel = (daysAgo: number): void => clock.travelTo(new Date(present.getTime() - daysAgo * day));
  const lifecycle = new DemoCaller(context, 'partner-lifecycle', 'vendor-admin');
  const presales = new DemoCaller(context, 'presales', 'vendor-admin');
  const sales = new DemoCaller(context, 'sales', 'vendor-admin');
  const maturity = new DemoCaller(context, 'maturity-assessment', 'vendor-admin');

  travel(200);
  await openTerritories(lifecycle);
  await openRewards(lifecycle, clock.now());
  await fillCatalog(presales, files);
  travel(195);
  await assessOnce(maturity);

  const partners = new Map<string, string>();
  for (const [index, company] of demoCompanies.entries()) {
    travel(190 - index * 2);
    context.say(`  ${company.legalName}`);
    const distributor = company.distributor === undefined ? undefined : partners.get(company.distributor);
    partners.set(company.key, await recruit(lifecycle, company, distributor));
  }
  const id = (key: string): string => partners.get(key) ?? '';
  await relateAccounts(presales, ['Acme Corporation', 'Isdom', 'Rangreen', 'Xx-holding'], id('alpenblick'));
  await relateAccounts(presales, ['Cancity', 'Fasehatice'], id('rheintal'));

  travel(170);
  await defineCertifications(lifecycle);
  await certifyPeople(lifecycle, id, travel);

  for (const deal of demoDeals) {
    travel(deal.daysAgo);
    await register(sales, id(deal.partner), deal, clock.now());
  }
  travel(110);
  await bringOverHistory(sales, id('alpenblick'), clock.now());
  travel(100);
  await defineRouting(presales, id);
  for (const lead of demoLeads) {
    travel(lead.daysAgo);
    await bring(presales, lead, id, clock.now());
  }
  await serveCustomers(new DemoCaller(context, 'post-sales', 'vendor-admin'), presales, id, present, travel);
  travel(5);
  await assessAgain(maturity, id('alpenblick'));
  travel(1);
  await apply(lifecycle, { ...demoCompanies[2]!, legalName: 'Alpenblick Service GmbH' });
  await apply(lifecycle, { ...demoCompanies[3]!, legalName: 'Seeufer Datentechnik AG', domain: 'seeufer.example' });

  return {
    partners: { distributor: id('nordlicht'), reseller: id('alpenblick'), rival: id('prairiecloud') },
    territories: ['DACH'],
  };
};

async function openTerritories(lifecycle: DemoCaller): Promise<void> {
  const holidays = ['2026-12-25', '2027-01-01'];
  const places = [
    { code: 'DACH', name: 'Germany, Austria, Switzerland', zone: 'Europe/Berlin', countries: ['DE', 'AT', 'CH'] },
    { code: 'NA', name: 'North America', zone: 'America/New_York', countries: ['US', 'CA'] },
  ];
  for (const { code, name, zone, countries } of places) {
    const calendar = await lifecycle.post<{ id: string }>('calendars', { name, timeZone: zone, week, holidays });
    await lifecycle.post('territories', {
      ...{ code, name, kind: 'region', currency: 'USD', countries, calendarId: calendar.id },
      ownedBy: 'channel-manager',
    });
  }
}

async function openRewards(lifecycle: DemoCaller, now: Date): Promise<void> {
  const program = await lifecycle.post<{ id: string }>('reward-programs', {
    ...{ name: 'Deal points', currency: 'USD', startsOn: now.toISOString().slice(0, 10) },
    rate: { points: 1, per: '10' },
  });
  await lifecycle.post(`reward-programs/${program.id}/open`);
}
