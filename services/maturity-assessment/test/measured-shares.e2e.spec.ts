import { randomUUID } from 'node:crypto';
import {
  certificationEarnedV1,
  certificationRenewedV1,
  certificationRevokedV1,
  dealRevokedV1,
  dealWonV1,
  leadAcceptedV1,
  leadOfferedV1,
  leadReassignedV1,
  opportunityWonV1,
  serviceRequestReopenedV1,
  serviceRequestResolvedV1,
} from '@tributary/contracts';
import { ManualClock } from '@tributary/kernel';
import { eventually, tell, testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { ada } from './assessments.js';

const clock = new ManualClock(new Date('2026-11-20T09:00:00.000Z'));
let service: TestService;
let modelId: string;
beforeAll(async () => {
  service = await testService(definition, { clock });
  modelId = (await service.call('GET /v1/maturity-models', { as: ada })).body.items[0].id;
});
afterAll(() => service.close());

const measured = async (metric: string) => {
  const answer = await service.call(`GET /v1/maturity-models/${modelId}/measurements`, { as: ada });
  return answer.body.find((each: { metric: string }) => each.metric === metric);
};
const deal = (territory: string | null = null) => ({ ...dealWonV1.sample.deal, id: randomUUID(), territory });
const at = (day: string, time: string) => `2026-${day}T${time}:00.000Z`;

describe('The registered share of won revenue', () => {
  const metric = 'registered_share_of_won';
  const won = async (amount: string, from: string | null, currency = 'USD') => {
    const one = { ...deal(), protection: from === null ? null : { from, until: at('12-01', '00:00'), extensions: 0 } };
    const wonAt = at('04-14', '16:00');
    await tell(
      service,
      dealWonV1,
      one.id,
      { ...dealWonV1.sample, deal: one, wonValue: { amount, currency }, wonAt },
      { time: wonAt },
    );
    return one;
  };

  it('counts confirmed wins by value, those of unregistered partner business too, and nothing twice', async () => {
    await won('300.00', at('02-03', '10:00'));
    await won('50.00', at('04-20', '10:00')); // approved after the order
    await won('999.00', at('02-03', '10:00'), 'EUR');
    const revoked = await won('5000.00', at('02-03', '10:00'));
    await tell(
      service,
      dealRevokedV1,
      revoked.id,
      { ...dealRevokedV1.sample, deal: revoked },
      { time: at('05-01', '10:00') },
    );
    const { sample } = opportunityWonV1;
    const opportunity = { ...sample.opportunity, id: randomUUID(), value: { amount: '250.00', currency: 'USD' } };
    const unregistered = { ...opportunity, dealRegistrationId: null };
    const wonAt = at('04-14', '16:00');
    await tell(
      service,
      opportunityWonV1,
      opportunity.id,
      { ...sample, wonAt, opportunity: unregistered },
      { time: wonAt },
    );
    const direct = { ...unregistered, id: randomUUID(), parties: [] };
    await tell(service, opportunityWonV1, direct.id, { ...sample, wonAt, opportunity: direct }, { time: wonAt });
    const claimed = { ...opportunity, id: randomUUID() };
    await tell(service, opportunityWonV1, claimed.id, { ...sample, wonAt, opportunity: claimed }, { time: wonAt });
    await eventually(async () =>
      expect(await measured(metric)).toMatchObject({
        ...{ question: 'DR2', value: '50.00', n: 3, minSample: 50, verdict: 'sample_too_small' },
        remark: 'Wins in USD; 1 in other currencies are left out.',
      }),
    );
  });
});

describe('The offers of leads', () => {
  it('are accepted in time or not; one that the vendor took back in time is none', async () => {
    const offer = async () => {
      const lead = { ...leadOfferedV1.sample.lead, id: randomUUID() };
      const dueAt = at('03-03', '09:00');
      await tell(
        service,
        leadOfferedV1,
        lead.id,
        { ...leadOfferedV1.sample, lead, dueAt },
        { time: at('03-02', '09:00') },
      );
      return lead;
    };
    const reassign = async (cause: 'recalled' | 'timed_out', time: string) => {
      const lead = await offer();
      const data = { ...leadReassignedV1.sample, lead, cause, wasAccepted: false };
      await tell(service, leadReassignedV1, lead.id, data, { time });
      return lead;
    };
    const taken = await offer();
    const accepted = { ...taken, acceptedAt: at('03-02', '11:00') };
    await tell(
      service,
      leadAcceptedV1,
      taken.id,
      { ...leadAcceptedV1.sample, lead: accepted },
      { time: at('03-02', '11:00') },
    );
    await reassign('recalled', at('03-02', '12:00'));
    await reassign('timed_out', at('03-03', '09:00'));
    await offer();
    await eventually(async () =>
      expect(await measured('lead_accept_in_time_share')).toMatchObject({ question: 'JM2', n: 3, value: '33.33' }),
    );
  });
});

describe('The ends of certifications', () => {
  it('count as renewed in time or not, those of the last four quarters', async () => {
    const earned = async (validUntil: string | null) => {
      const certification = { ...certificationEarnedV1.sample.certification, id: randomUUID(), validUntil };
      const data = { ...certificationEarnedV1.sample, certification };
      await tell(service, certificationEarnedV1, certification.id, data, { time: at('01-20', '10:00') });
      return certification;
    };
    const renew = async (previousValidUntil: string, renewedAt: string) => {
      const certification = { ...(await earned(previousValidUntil)), validUntil: '2028-06-30' };
      const data = { certification, previousValidUntil, renewedAt };
      await tell(service, certificationRenewedV1, certification.id, data, { time: renewedAt });
    };
    await renew('2026-06-30', at('06-30', '22:00'));
    await renew('2026-06-30', at('07-01', '00:00'));
    await earned('2026-07-31');
    await earned('2026-10-01');
    await earned(null);
    const left = await earned('2026-08-31');
    const data = { ...certificationRevokedV1.sample, certification: left, revokedAt: at('05-01', '10:00') };
    await tell(service, certificationRevokedV1, left.id, data, { time: at('05-01', '10:00') });
    await eventually(async () =>
      expect(await measured('renewed_before_expiry_share')).toMatchObject({ question: 'TC2', n: 3, value: '33.33' }),
    );
  });
});

describe('The requests of partners', () => {
  it('were resolved with every promise kept, or not; one that was reopened is not resolved', async () => {
    const { sample } = serviceRequestResolvedV1;
    const resolve = async (more: object = {}) => {
      const request = { ...sample.request, id: randomUUID(), resolvedAt: at('03-02', '14:00'), ...more };
      await tell(service, serviceRequestResolvedV1, request.id, { ...sample, request }, { time: at('03-02', '14:00') });
      return request;
    };
    const late = { ...sample.request.resolution, breached: true };
    await resolve();
    await resolve();
    await resolve({ resolution: late });
    await resolve({ firstResponse: late });
    const back = await resolve();
    await tell(
      service,
      serviceRequestReopenedV1,
      back.id,
      { ...serviceRequestReopenedV1.sample, request: back },
      { time: at('03-03', '09:00') },
    );
    await eventually(async () =>
      expect(await measured('request_sla_met_share')).toMatchObject({ question: 'PS1', n: 4, value: '50.00' }),
    );
  });
});
