import type { DemoCaller } from './demo-caller.js';
import type { DemoCompany } from './demo-companies.js';

interface Created {
  readonly id: string;
}
interface Page<Item> {
  readonly items: readonly Item[];
}
interface Plan extends Created {
  readonly tasks: readonly { key: string; owner: string; agreementKind: string | null; status: string }[];
}
interface Model {
  readonly parameters: readonly { readonly criteria: readonly { readonly id: string }[] }[];
}

/** Takes a company from its application to the day on which it may do business; answers the partner's id. */
export async function recruit(lifecycle: DemoCaller, company: DemoCompany, distributorId?: string): Promise<string> {
  const application = await apply(lifecycle, company);
  await lifecycle.post(`partner-applications/${application.id}/start-review`);
  await evaluate(lifecycle, company, application.id);
  const { partnerId } = await lifecycle.post<{ partnerId: string }>(
    `partner-applications/${application.id}/approve`,
    company.scores.A < 3 || company.scores.I < 3 ? { override: { reason: 'Reaches customers that we do not' } } : {},
  );
  if (distributorId !== undefined) await lifecycle.post(`partners/${partnerId}/assign-distributor`, { distributorId });
  if (company.tier !== 'registered')
    await lifecycle.post(`partners/${partnerId}/change-tier`, { tier: company.tier, reason: 'Standing brought along' });
  const admin = lifecycle.as('reseller-admin', partnerId);
  await signAll(admin, partnerId);
  if (company.stands !== 'onboarding') await completeTasks(lifecycle, admin, partnerId);
  return partnerId;
}

export function apply(lifecycle: DemoCaller, company: DemoCompany): Promise<Created> {
  return lifecycle.post<Created>('partner-applications', {
    legalName: company.legalName,
    country: company.country,
    partnerType: company.partnerType,
    website: `https://${company.domain}`,
    territories: [company.territory],
    segments: ['enterprise'],
    contact: { name: 'Partner office', email: `office@${company.domain}` },
    consent: true,
  });
}

async function evaluate(lifecycle: DemoCaller, company: DemoCompany, applicationId: string): Promise<void> {
  const { parameters } = await lifecycle.get<Model>('partner-evaluations/model');
  const scores = parameters
    .flatMap(({ criteria }) => criteria)
    .map(({ id }) => ({ criterionId: id, score: company.scores[id[0] as 'P' | 'I' | 'A'], evidence: 'document' }));
  const evaluation = await lifecycle.post<Created>('partner-evaluations', { applicationId, scores });
  await lifecycle.as('deal-desk').post(`partner-evaluations/${evaluation.id}/score`, { scores });
  await lifecycle.post(`partner-evaluations/${evaluation.id}/complete`);
}

async function signAll(admin: DemoCaller, partnerId: string): Promise<void> {
  const { items } = await admin.get<Page<Created & { status: string }>>(`agreements?partnerId=${partnerId}`);
  for (const agreement of items.filter(({ status }) => status === 'offered'))
    await admin.post(`agreements/${agreement.id}/sign`, { name: 'Managing director' });
}

async function completeTasks(vendor: DemoCaller, admin: DemoCaller, partnerId: string): Promise<void> {
  const { items } = await vendor.get<Page<Plan>>(`onboarding-plans?partnerId=${partnerId}`);
  for (const { id, tasks } of items) {
    for (const task of tasks.filter(({ agreementKind }) => agreementKind === null))
      await (task.owner === 'vendor' ? vendor : admin).post(`onboarding-plans/${id}/complete-task`, { task: task.key });
  }
}
