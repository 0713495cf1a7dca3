import { ManualClock } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';
import { testService, type TestService } from '@tributary/testing';
import {
  acceptance,
  admin,
  knowPartner,
  knowTerritories,
  lead,
  leadsOf,
  northwind,
  reseller,
} from '../../test/leads.js';
import { definition, LeadCaptureService, LeadConversionService, LeadOfferService, LeadService } from '../index.js';
import { factsOfBody, type NewLeadDto } from '../lead/lead-input.dto.js';
import { LeadWorker } from '../lead/lead.worker.js';

const clock = new ManualClock(new Date('2026-03-02T10:00:00.000Z'));
let service: TestService;
let unitOfWork: UnitOfWork;
let leads: LeadService;
let capturing: LeadCaptureService;
let offers: LeadOfferService;
let conversions: LeadConversionService;

beforeAll(async () => {
  service = await testService(definition, { clock });
  const get = <T>(type: new (...given: never[]) => T): T => service.running.app.get(type, { strict: false });
  await get(LeadWorker).stop();
  unitOfWork = get(UnitOfWork as never);
  [leads, capturing, offers, conversions] = [
    get(LeadService),
    get(LeadCaptureService),
    get(LeadOfferService),
    get(LeadConversionService),
  ];
  await knowTerritories(service);
  await knowPartner(service, northwind);
  await leadsOf(service).rule({ place: 1, mostOpenLeads: 1000 });
});
afterAll(() => service.close());

async function flightsOf(command: () => Promise<unknown>): Promise<number> {
  const seen: number[] = [];
  const stop = unitOfWork.onCommit(({ flights }) => seen.push(flights));
  await command();
  stop();
  return seen.reduce((sum, flights) => sum + flights, 0);
}

const facts = (change: Record<string, unknown> = {}) =>
  factsOfBody({ ...lead(change), consent: undefined, contact: undefined } as unknown as NewLeadDto, false);
const person = { name: 'Ada', email: 'ada@example.com', phone: '+1 555', jobTitle: null };
const consent = { basis: 'consent', source: 'Form', at: '2026-03-02T08:00:00.000Z' } as const;
let people = 0;
const capture = (change: Record<string, unknown> = {}) => {
  people += 1;
  const contact = { ...person, email: `p${people}@example.com` };
  return capturing.capture(admin, { ...facts(), contact, consent, ...change }, 'merge');
};
const captured = async () => (await capture()).lead;
const offered = async () => leads.qualify((await captured()).id, admin);
const accepted = async () => offers.accept((await offered()).id, acceptance, reseller);
const recalled = async () => leads.recall((await offered()).id, 'Why', admin);

type Given = { readonly id: string };
const nothing = async (): Promise<Given> => ({ id: '' });
const conversion = { accountId: null, name: null, value: null, closeOn: null };

it.each<[string, number, () => Promise<Given>, (lead: Given) => Promise<unknown>]>([
  ['capture', 2, nothing, () => capture()],
  ['touch', 2, captured, ({ id }) => capturing.touch(id, [{ kind: 'call', at: '2026-03-02T08:00:00.000Z' }], admin)],
  ['qualify and offer', 2, captured, ({ id }) => leads.qualify(id, admin)],
  ['route again', 2, recalled, ({ id }) => leads.route(id, admin)],
  ['offer by choice', 2, recalled, ({ id }) => leads.offer(id, northwind, admin)],
  ['accept', 2, offered, ({ id }) => offers.accept(id, acceptance, reseller)],
  ['decline', 2, offered, ({ id }) => offers.decline(id, 'too_small', null, reseller)],
  ['look at it first', 2, offered, ({ id }) => leads.open(id, reseller)],
  ['start work', 2, accepted, ({ id }) => offers.startWork(id, reseller)],
  ['recall', 2, accepted, ({ id }) => leads.recall(id, 'Why', admin)],
  ['recycle', 2, accepted, ({ id }) => leads.recycle(id, 'Why', admin)],
  ['disqualify', 2, accepted, ({ id }) => leads.disqualify(id, 'no_need', null, reseller)],
  ['pass on in time', 2, offered, async ({ id }) => leads.keepTime(id, admin)],
  // Which lead it is merged into is known only when its keys were looked up.
  [
    'merge',
    3,
    async () => (await capture({ contact: { ...person, email: 'same@example.com' } })).lead,
    () => capture({ contact: { ...person, email: 'same@example.com' } }),
  ],
  // That no account has the domain is known first, then the new account takes its number.
  ['convert to a new account', 3, accepted, ({ id }) => conversions.convert(id, conversion, reseller, '2026-03-02')],
])('%s takes %d flights', async (_, flights, given, command) => {
  const made = await given();
  expect(await flightsOf(() => command(made))).toBe(flights);
});
