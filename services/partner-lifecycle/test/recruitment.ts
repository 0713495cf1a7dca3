import type { Answer, TestService } from '@tributary/testing';
import { manager, partnerUser, second } from './people.js';

/** Whatever an answer shows. */
export type Shown = Answer['body'];

let companies = 0;

export function application(more: Record<string, unknown> = {}) {
  companies += 1;
  const name = `Company ${String.fromCharCode(65 + (companies % 26))}${companies} Networks`;
  return {
    legalName: `${name} Ltd`,
    country: 'GB',
    partnerType: 'value_added_reseller',
    territories: ['UK'],
    segments: ['enterprise'],
    contact: { name: 'Jo North', email: `jo@company-${companies}.example` },
    consent: true,
    ...more,
  };
}

export function scores(score: number, exceptions: Record<string, number> = {}, without: readonly string[] = []) {
  return ['P', 'I', 'A'].flatMap((letter) =>
    [1, 2, 3, 4, 5, 6, 7]
      .map((index) => `${letter}${index}`)
      .filter((id) => !without.includes(id))
      .map((criterionId) => ({ criterionId, score: exceptions[criterionId] ?? score, evidence: 'document' })),
  );
}

/** Fails with the whole answer, so that a broken step shows what it said. */
export function expectStatus(answer: Answer, status: number): Shown {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer.body;
}

export async function apply(service: TestService, more: Record<string, unknown> = {}): Promise<Shown> {
  return expectStatus(await service.call('POST /v1/partner-applications', { body: application(more) }), 201);
}

/** Scored by two people and completed. */
export async function evaluate(
  service: TestService,
  subject: object,
  score = 4,
  without: readonly string[] = [],
): Promise<Shown> {
  const given = scores(score, {}, without);
  const opened = await service.call('POST /v1/partner-evaluations', {
    as: manager,
    body: { ...subject, scores: given },
  });
  const { id } = expectStatus(opened, 201);
  expectStatus(
    await service.call(`POST /v1/partner-evaluations/${id}/score`, { as: second, body: { scores: given } }),
    200,
  );
  return expectStatus(await service.call(`POST /v1/partner-evaluations/${id}/complete`, { as: manager }), 200);
}

export async function approvedPartner(service: TestService, more: Record<string, unknown> = {}): Promise<string> {
  const { id } = await apply(service, more);
  await evaluate(service, { applicationId: id }, 4, more['partnerType'] === 'agent' ? ['P7'] : []);
  const approved = await service.call(`POST /v1/partner-applications/${id}/approve`, { as: manager, body: {} });
  return expectStatus(approved, 200).partnerId;
}

export async function sign(service: TestService, partnerId: string, kind: string): Promise<Shown> {
  const as = partnerUser(partnerId);
  const { items } = expectStatus(await service.call(`GET /v1/agreements?kind=${kind}&status=offered`, { as }), 200);
  return expectStatus(
    await service.call(`POST /v1/agreements/${items[0].id}/sign`, { as, body: { name: 'Jo North' } }),
    200,
  );
}

export async function completeTasks(service: TestService, partnerId: string, ...tasks: string[]): Promise<Shown> {
  const as = partnerUser(partnerId);
  const { items } = expectStatus(await service.call('GET /v1/onboarding-plans', { as }), 200);
  let plan = items[0];
  for (const task of tasks) {
    plan = expectStatus(
      await service.call(`POST /v1/onboarding-plans/${plan.id}/complete-task`, { as, body: { task } }),
      200,
    );
  }
  return plan;
}

export async function activePartner(service: TestService, more: Record<string, unknown> = {}): Promise<string> {
  const partnerId = await approvedPartner(service, more);
  await sign(service, partnerId, 'partner_agreement');
  await sign(service, partnerId, 'deal_registration_terms');
  await completeTasks(service, partnerId, 'accept_roles', 'accept_brand_guidelines', 'invite_users');
  return partnerId;
}
