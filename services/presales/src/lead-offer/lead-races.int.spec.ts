import { ManualClock } from '@tributary/kernel';
import { partner, testService, type TestService } from '@tributary/testing';
import pg from 'pg';
import { acceptance, admin, knowPartner, knowTerritories, leadsOf, toldOf } from '../../test/leads.js';
import { definition, LeadOfferService, LeadService } from '../index.js';
import { LeadWorker } from '../lead/lead.worker.js';

const opening = new Date('2026-03-02T10:00:00.000Z');
const clock = new ManualClock(opening);
const racers = Array.from({ length: 8 }, (_, index) => partner(`0190f3a0-0000-7000-8000-0000000000b${index}`, 'sales'));
let service: TestService;
let leads: ReturnType<typeof leadsOf>;
let vendor: LeadService;
let offers: LeadOfferService;
let worker: LeadWorker;

interface Row {
  readonly status: string;
  readonly partner_id: string | null;
  readonly readers: string[];
  readonly accepted: number;
}

beforeAll(async () => {
  service = await testService(definition, { clock, poolSize: 20 });
  const get = <T>(type: new (...given: never[]) => T): T => service.running.app.get(type, { strict: false });
  [vendor, offers, worker] = [get(LeadService), get(LeadOfferService), get(LeadWorker)];
  await worker.stop(); // the test says when it is time
  leads = leadsOf(service);
  await knowTerritories(service);
  for (const { partnerId } of racers) await knowPartner(service, partnerId!);
  await leads.rule({ place: 1, strategy: 'pool', mostOpenLeads: 1000 });
});
afterAll(() => service.close());
beforeEach(() => clock.set(opening));

async function refusals(attempts: readonly Promise<unknown>[]): Promise<string[]> {
  const ended = await Promise.allSettled(attempts);
  return ended.flatMap((each) =>
    each.status === 'rejected' ? [(each.reason as { code?: string }).code ?? String(each.reason)] : [],
  );
}

async function rowOf(id: string): Promise<Row> {
  const [row] = await service.adminQuery<Row>(
    `SELECT status, partner_id, readers, (SELECT count(*) FROM lead_offer o WHERE o.lead_id = l.id AND o.status = 'accepted')::int AS accepted
       FROM lead l WHERE id = $1`,
    [id],
  );
  return row!;
}

const acceptedIn = (told: readonly string[]) => told.filter((type) => type === 'LeadAccepted').length;

describe('a lead of a pool', () => {
  it('is owned by one of eight partners who accept at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await leads.qualified();
      const refused = await refusals(racers.map((racer) => offers.accept(id, acceptance, racer)));
      expect(refused).toHaveLength(7);
      expect(refused.filter((code) => code !== 'LEAD_TAKEN' && code !== 'NOT_FOUND')).toEqual([]);
      const { status, partner_id, readers, accepted } = await rowOf(id);
      expect([status, readers, accepted]).toEqual(['accepted', [partner_id], 1]);
      expect(acceptedIn(await toldOf(service, id))).toBe(1);
    }
  }, 60_000);

  it('is kept for its owner by the database itself, whoever writes from a stale copy; without that guard the last one would have it', async () => {
    const owners = async (): Promise<number> => {
      const { id } = await leads.qualified();
      const { vendor: url } = service.config.database;
      const clients = await Promise.all(
        racers.map(async () => {
          const client = new pg.Client({ connectionString: url });
          await client.connect();
          return client;
        }),
      );
      const write = `UPDATE lead SET status = 'accepted', partner_id = $2, accepted_at = now() WHERE id = $1`;
      const ended = await Promise.allSettled(
        clients.map((client, index) => client.query(write, [id, racers[index]!.partnerId])),
      );
      await Promise.all(clients.map((client) => client.end()));
      return ended.filter(({ status }) => status === 'fulfilled').length;
    };
    expect(await owners()).toBe(1);
    await service.adminQuery('ALTER TABLE lead DISABLE TRIGGER lead_owned_once');
    expect(await owners()).toBe(8);
    await service.adminQuery('ALTER TABLE lead ENABLE TRIGGER lead_owned_once');
  }, 60_000);
});

describe('accepting at the same instant as', () => {
  const [racer] = racers as [(typeof racers)[0]];
  const offeredTo = async () => {
    const { id } = await leads.qualified();
    await vendor.recall(id, 'To choose', admin);
    return vendor.offer(id, racer.partnerId!, admin);
  };

  it('the vendor recalls leaves the lead with the vendor, and the partner without it', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id } = await offeredTo();
      const attempts = [offers.accept(id, acceptance, racer), vendor.recall(id, 'Ours', admin)];
      const refused = await refusals(round % 2 === 0 ? attempts : attempts.reverse());
      expect(refused.filter((code) => code !== 'NOT_FOUND')).toEqual([]);
      expect(await rowOf(id)).toEqual({ status: 'qualified', partner_id: null, readers: [], accepted: 0 });
      const told = await toldOf(service, id);
      expect(told.at(-1)).toBe('LeadTakenBack');
      expect(acceptedIn(told)).toBe(1 - refused.length);
      expect((await leads.show(racer, id)).status).toBe(404);
    }
  }, 60_000);

  it('the offer ends gives it to the partner or to the next one, never to both', async () => {
    for (let round = 0; round < 12; round += 1) {
      clock.set(opening);
      const { id, offerDueAt } = await offeredTo();
      clock.set(new Date(offerDueAt!.getTime() - 1));
      const accepting = offers.accept(id, acceptance, racer);
      if (round % 2 === 0) await new Promise((resolve) => setTimeout(resolve, round));
      clock.set(offerDueAt!);
      const [refused] = await Promise.all([refusals([accepting]), worker.tick()]);
      await worker.tick();
      const row = await rowOf(id);
      if (refused.length === 0)
        expect(row).toEqual({
          status: 'accepted',
          partner_id: racer.partnerId,
          readers: [racer.partnerId],
          accepted: 1,
        });
      else expect([row.readers.includes(racer.partnerId!), row.accepted]).toEqual([false, 0]);
      expect(refused.filter((code) => !['OFFER_EXPIRED', 'NOT_FOUND'].includes(code))).toEqual([]);
    }
  }, 120_000);
});

it('eight leads that are routed at the same time in a round robin go to eight partners', async () => {
  await service.adminQuery('DELETE FROM lead_offer');
  await service.adminQuery(`UPDATE lead_routing_rule SET strategy = 'round_robin'`);
  const offered = await Promise.all(racers.map(() => leads.qualified()));
  expect(new Set(offered.map(({ partnerId }) => partnerId)).size).toBe(8);
});
