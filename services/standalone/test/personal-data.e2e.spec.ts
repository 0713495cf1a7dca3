import { catalog } from '@tributary/contracts';
import { eventLogFromConfig } from '@tributary/messaging';
import type { Tributary } from '../src/index.js';
import { eventually } from './support/eventually.js';
import { deal, Market, type Partner } from './support/market.js';
import { startForTest } from './support/start.js';

jest.setTimeout(120_000);

const contact = { name: 'Xanthippe Quux', email: 'xanthippe@quux.example' };
const note = 'Ask for Xanthippe Quux, quux.example';

describe('A person whose name was told to Tributary', () => {
  let tributary: Tributary;
  let market: Market;
  let partner: Partner;
  beforeAll(async () => {
    tributary = await startForTest({ seed: 'none' });
    market = await Market.open(tributary.url);
    partner = await market.recruit({ legalName: 'Northwind Networks Inc.', domain: 'northwind.example' });
  });
  afterAll(() => tributary.close());

  /** The values of everything that is on the log. */
  async function told(): Promise<{ key: string; type: string; value: string }[]> {
    const log = await eventLogFromConfig(tributary.log);
    const records: { key: string; type: string; value: string }[] = [];
    const topics = catalog.flatMap(({ topic, stateTopic }) => (stateTopic === null ? [topic] : [topic, stateTopic]));
    await log.replay({
      topics: [...new Set(topics)].filter((topic) => topic.startsWith('tributary.')),
      onBatch: ({ records: batch }) => {
        const read = ({ key, headers, value }: (typeof batch)[number]) => ({
          key,
          type: headers['ce_type'] ?? '',
          value: JSON.stringify(headers) + String(value),
        });
        records.push(...batch.map(read));
        return Promise.resolve();
      },
    });
    await log.close();
    return records;
  }

  it('is in no event of a deal, a lead, an application, an agreement, a user or a service request', async () => {
    const { seller, office } = partner;
    const created = async (who: typeof seller, path: string, body: object): Promise<string> =>
      (await who.must<{ id: string }>('POST', path, body)).id;
    const application = {
      ...{ legalName: 'Contoso Ltd.', country: 'US', partnerType: 'value_added_reseller', consent: true, contact },
      website: 'https://contoso.example',
    };
    const agent = await created(market.admin, '/v1/partner-applications', application);
    const ask = { kind: 'other', title: 'No light', description: note, impact: 'high', urgency: 'medium' };
    const request = await created(office, '/v1/service-requests', ask);
    const registered = await created(seller, '/v1/deal-registrations', deal({ contact }));
    const lead = await created(market.admin, '/v1/leads', {
      ...{ source: 'webinar', families: ['GTX'], contact: { ...contact, phone: '+1 555 0100' } },
      company: { name: 'Initech', domain: 'initech.example', country: 'US' },
      consent: { basis: 'consent', source: 'Web form', at: '2026-03-02T08:00:00.000Z' },
    });
    await created(office, '/v1/partner-users', { ...contact, roles: ['sales'] });

    const wanted = [agent, request, registered, lead];
    const records = await eventually(async () => {
      const now = await told();
      return wanted.every((id) => now.some(({ key }) => key === id)) && now;
    }, 'each of them is told');
    expect(
      records.filter(({ value }) => /xanthippe|quux|managing director|partner office|555 0100/i.test(value)),
    ).toEqual([]);
  });
});
