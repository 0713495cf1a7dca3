import type { Caller } from './support/caller.js';
import { eventually } from './support/eventually.js';
import { Market, type Partner } from './support/market.js';
import { OutsideSystem } from './support/outside-system.js';
import { startForTest } from './support/start.js';
import type { Tributary } from '../src/index.js';

interface Verdict {
  readonly status: string;
  readonly classes: readonly { costClass: string; covered: boolean; until: string | null; reason: string }[];
  readonly chain: readonly { role: string; partnerId: string | null }[];
}

/** How a channel manager would judge it: what the vendor owes for a unit that was sold long ago. */
describe('the installed base', () => {
  let tributary: Tributary;
  let market: Market;
  let erp: OutsideSystem;
  let support: Caller;
  let distributor: Partner;
  let reseller: Partner;
  let rival: Partner;

  beforeAll(async () => {
    tributary = await startForTest({ seed: 'none' });
    market = await Market.open(tributary.url);
    erp = await OutsideSystem.connect(tributary.log, 'erp', ['asset']);
    support = await market.as('support');
    distributor = await market.recruit({
      legalName: 'Fabrikam Distribution Inc.',
      domain: 'fabrikam.example',
      partnerType: 'distributor',
    });
    reseller = await market.recruit({
      legalName: 'Northwind Networks Inc.',
      domain: 'northwind.example',
      distributorId: distributor.id,
    });
    rival = await market.recruit({ legalName: 'Contoso Systems Inc.', domain: 'contoso.example' });
  }, 180_000);

  afterAll(async () => {
    await erp.close();
    await tributary.close();
  });

  it('16. a unit shipped 20 months ago has its parts covered until the day, its labor expired, and its chain of sale; a replacement carries the rest', async () => {
    const accountId = await soldUnderTwoYearsOfParts();
    const shippedOn = monthsFrom(today(), -20);
    const assetId = await shipped(accountId, shippedOn);

    const seen = await entitlement(reseller.seller, 'SN-1');
    expect(seen).toMatchObject({ status: 'partial', startsOn: shippedOn, startedBy: 'shipment' });
    expect(verdicts(seen)).toMatchObject({
      parts: { covered: true, until: dayBefore(monthsFrom(shippedOn, 24)) },
      labor: { covered: false, until: dayBefore(monthsFrom(shippedOn, 12)), reason: 'EXPIRED' },
    });
    const whole = await entitlement(market.admin, 'SN-1');
    expect(whole.chain.map(({ role, partnerId }) => [role, partnerId])).toEqual([
      ['vendor', null],
      ['distributor', distributor.id],
      ['reseller', reseller.id],
      ['end_customer', null],
    ]);
    expect(await entitlement(rival.seller, 'SN-1')).toMatchObject({ status: 'unknown_serial', chain: [] });

    const replacement = { serial: 'SN-2', on: today(), reason: 'Power supply failed' };
    const linked = await support.must<{ replacement: { id: string } }>(
      'POST',
      `/v1/assets/${assetId}/replace`,
      replacement,
    );
    expect(linked).toMatchObject({
      replaced: { serial: 'SN-1', status: 'replaced', replacedBy: { serial: 'SN-2' } },
      replacement: { serial: 'SN-2', replaces: { serial: 'SN-1' } },
    });
    const carried = await entitlement(reseller.seller, 'SN-2');
    expect(carried).toMatchObject({ earlierReplacements: [{ serial: 'SN-1' }] });
    expect(verdicts(carried)['parts']).toMatchObject({
      covered: true,
      until: dayBefore(monthsFrom(shippedOn, 24)),
    });
    await erp.sees('AssetRegistered', assetId);
    const replaced = await erp.sees('AssetReplaced', assetId);
    expect(replaced.correlationid).not.toBe('');
  });

  /** A product with 24 months of parts and 12 of labor, and a customer for it. */
  async function soldUnderTwoYearsOfParts(): Promise<string> {
    await support.must('POST', '/v1/warranty-terms', {
      ...{ code: 'STD-24', name: 'Standard', startsAt: 'shipment', service: 'depot', transferable: true },
      coverages: [
        { costClass: 'parts', months: 24, coveredPercent: 100 },
        { costClass: 'labor', months: 12, coveredPercent: 100 },
      ],
    });
    await market.admin.must('POST', '/v1/products', {
      sku: 'GTX-CARE',
      name: 'GTX Care',
      familyCode: 'GTX',
      warrantyPolicy: 'STD-24',
      publish: true,
    });
    const account = { legalName: 'Acme Corporation', country: 'US', segment: 'enterprise' };
    return (await market.admin.must<{ id: string }>('POST', '/v1/accounts', account)).id;
  }

  async function shipped(accountId: string, shippedOn: string): Promise<string> {
    const body = {
      order: { system: 'erp', id: '4500017' },
      shippedOn,
      accountId,
      chain: [
        { role: 'vendor', name: 'Our company' },
        { role: 'distributor', partnerId: distributor.id },
        { role: 'reseller', partnerId: reseller.id },
        { role: 'end_customer', name: 'Acme Corporation' },
      ],
      lines: [{ line: '10', sku: 'GTX-CARE', serials: ['SN-1'] }],
    };
    const answer = await eventually(async () => {
      const tried = await support.call<{ assets: { assetId: string }[] }>('POST', '/v1/assets/fulfillments', { body });
      if (tried.text.includes('NOT_YET_KNOWN')) return null;
      return tried;
    }, 'post-sales knows product, account and partners');
    expect(answer.status).toBe(201);
    return answer.body.assets[0]!.assetId;
  }

  const entitlement = (caller: Caller, serial: string) =>
    caller.must<Verdict>('GET', `/v1/entitlements?serial=${serial}&sku=GTX-CARE`);
});

const verdicts = ({ classes }: Verdict) => Object.fromEntries(classes.map((one) => [one.costClass, one]));
const today = (): string => new Date().toISOString().slice(0, 10);

function daysFrom(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

function dayBefore(day: string): string {
  return daysFrom(day, -1);
}

/** The same day of another month, or its last where it is shorter. */
function monthsFrom(day: string, months: number): string {
  const date = new Date(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return date.toISOString().slice(0, 10);
}
