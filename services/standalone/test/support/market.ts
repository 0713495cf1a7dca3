import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Caller } from './caller.js';
import { eventually } from './eventually.js';

export interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

interface Plan {
  readonly id: string;
  readonly tasks: readonly { key: string; owner: string; agreementKind: string | null }[];
}

export interface Company {
  readonly legalName: string;
  readonly domain: string;
  readonly partnerType?: 'value_added_reseller' | 'distributor';
  readonly tier?: string;
  readonly distributorId?: string;
}

/** A partner with the people who act for it. */
export interface Partner {
  readonly id: string;
  readonly office: Caller;
  readonly seller: Caller;
}

export type SignIn = (persona: string, partnerId?: string) => Promise<Caller>;

const demoFile = (name: string): string => readFileSync(join(__dirname, '../../data/demo', name), 'utf8');

/** A vendor with its people and a catalog, that companies can be recruited for: all of it through the gateway. */
export class Market {
  private constructor(
    readonly nobody: Caller,
    readonly admin: Caller,
    readonly desk: Caller,
    private readonly signIn: SignIn,
  ) {}

  static async open(
    url: string,
    signIn: SignIn = (persona, partnerId) => Caller.as(url, persona, partnerId),
  ): Promise<Market> {
    const market = new Market(new Caller(url, null), await signIn('vendor-admin'), await signIn('deal-desk'), signIn);
    const csv = { 'content-type': 'text/csv' };
    await market.admin.must('POST', '/v1/products/import', demoFile('products.csv'), csv);
    return market;
  }

  as(persona: string, partnerId?: string): Promise<Caller> {
    return this.signIn(persona, partnerId);
  }

  apply({ legalName, domain, partnerType = 'value_added_reseller' }: Company) {
    return this.nobody.must<{ id: string; status: string; statusLink: string }>('POST', '/v1/partner-applications', {
      legalName,
      country: 'US',
      partnerType,
      website: `https://${domain}`,
      contact: { name: 'Partner office', email: `office@${domain}` },
      consent: true,
    });
  }

  /** Evaluates an application and approves it; the partner's id. */
  async approve(applicationId: string): Promise<string> {
    const { admin, desk } = this;
    await admin.must('POST', `/v1/partner-applications/${applicationId}/start-review`, {});
    const model = await admin.must<{ parameters: { criteria: { id: string }[] }[] }>(
      'GET',
      '/v1/partner-evaluations/model',
    );
    const scores = model.parameters.flatMap(({ criteria }) =>
      criteria.map(({ id }) => ({ criterionId: id, score: 4 })),
    );
    const evaluation = await admin.must<{ id: string }>('POST', '/v1/partner-evaluations', { applicationId, scores });
    await desk.must('POST', `/v1/partner-evaluations/${evaluation.id}/score`, { scores });
    await admin.must('POST', `/v1/partner-evaluations/${evaluation.id}/complete`, {});
    const path = `/v1/partner-applications/${applicationId}/approve`;
    return (await admin.must<{ partnerId: string }>('POST', path, {})).partnerId;
  }

  /** From the application to the day before the agreements are signed. */
  async admit(company: Company): Promise<Partner> {
    const id = await this.approve((await this.apply(company)).id);
    const { distributorId, tier } = company;
    if (distributorId !== undefined)
      await this.admin.must('POST', `/v1/partners/${id}/assign-distributor`, { distributorId });
    if (tier !== undefined)
      await this.admin.must('POST', `/v1/partners/${id}/change-tier`, { tier, reason: 'Standing brought along' });
    return { id, office: await this.signIn('reseller-admin', id), seller: await this.signIn('reseller-sales', id) };
  }

  /** From the application to the day on which sales lets it register deals. */
  async recruit(company: Company): Promise<Partner> {
    const partner = await this.admit(company);
    await this.sign(partner);
    await this.finishOnboarding(partner);
    await this.untilKnown(partner);
    return partner;
  }

  async sign({ office }: Partner, wanted: (kind: string) => boolean = () => true): Promise<void> {
    const { items } = await office.must<Page<{ id: string; kind: string; status: string }>>('GET', '/v1/agreements');
    for (const { id } of items.filter(({ kind, status }) => status === 'offered' && wanted(kind)))
      await office.must('POST', `/v1/agreements/${id}/sign`, { name: 'Managing director' });
  }

  async finishOnboarding({ id: partnerId, office }: Partner): Promise<void> {
    const { items } = await this.admin.must<Page<Plan>>('GET', `/v1/onboarding-plans?partnerId=${partnerId}`);
    for (const { id, tasks } of items)
      for (const { key, owner } of tasks.filter(({ agreementKind }) => agreementKind === null))
        await (owner === 'vendor' ? this.admin : office).must('POST', `/v1/onboarding-plans/${id}/complete-task`, {
          task: key,
        });
  }

  /** What partner-lifecycle decided reaches sales by event. */
  untilKnown({ id }: Pick<Partner, 'id'>): Promise<unknown> {
    return untilEligible(this.admin, id, deal());
  }
}

/** Asked by the vendor, whose checks are not counted against the partner's quota. */
export function untilEligible(admin: Caller, partnerId: string, planned: object): Promise<unknown> {
  return eventually(async () => {
    const body = { ...planned, partnerId };
    const { body: check } = await admin.call<{ eligible?: boolean }>('POST', '/v1/deal-registrations/check', { body });
    return check.eligible;
  }, 'sales knows that the partner is active and has signed');
}

export const inDays = (days: number, from = Date.now()): string =>
  new Date(from + days * 86_400_000).toISOString().slice(0, 10);

export const lines = (amount: string, sku = 'GTX-PRO') => [{ sku, quantity: '4', value: { amount, currency: 'USD' } }];

let customers = 0;

/** A deal with a customer of its own. */
export function deal(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  customers += 1;
  const word = customers
    .toString(26)
    .replace(/./g, (letter) => 'bcdfghjklmnpqrstvwxyzaeiou'[parseInt(letter, 26)] ?? 'q');
  const name = `${word.repeat(5)} ${word.repeat(7)} Inc.`;
  return {
    customer: { name, country: 'US', domain: `${word.repeat(6)}${customers}.com` },
    lines: lines('20000.00'),
    expectedCloseOn: inDays(60),
    ...more,
  };
}
