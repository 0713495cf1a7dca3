import type { Actor } from '@tributary/kernel';
import type { Answer, TestService } from '@tributary/testing';
import { capabilityOf, questions, type Given } from './sheets.js';

export const organization = {
  name: 'Tributary Networks',
  industry: 'network_equipment',
  size: '250-999',
  region: 'EMEA',
  isOwn: false,
};

export const person = (subject: string, ...roles: Actor['roles']): Actor => ({
  subject,
  kind: 'vendor',
  roles: roles.length === 0 ? ['channel_manager'] : roles,
  scopes: [],
});
export const ada = person('ada');
export const ben = person('ben', 'readonly');
export const eve = person('eve', 'admin');

/** A partner as its events would have made it known. */
export const knowPartner = (
  service: Pick<TestService, 'adminQuery'>,
  id: string,
  status = 'active',
): Promise<unknown[]> =>
  service.adminQuery(
    'INSERT INTO partner_replica VALUES ($1, 1, $2) ON CONFLICT (id) DO UPDATE SET status = excluded.status',
    [id, status],
  );

export const personOf = (partnerId: string, subject: string): Actor => ({
  subject,
  kind: 'partner',
  partnerId,
  roles: ['sales'],
  scopes: [],
});

/** Answers to every question of a form: `base`, or what is told of the question or its capability. */
export function answers(base: Given, told: Record<string, Given> = {}, form: 'core' | 'full' = 'full') {
  return questions
    .filter(({ core }) => form === 'full' || core)
    .map(({ id }) => {
      const given = told[id] ?? told[capabilityOf.get(id) ?? ''] ?? base;
      return given === 'n/a' ? { question: id, notApplicableBecause: 'Not done here' } : { question: id, level: given };
    });
}

/** The calls of a maturity assessment, as `ada` unless told. */
export function assessmentsOf(service: TestService) {
  const at = (id: string, verb = '') => `/v1/maturity-assessments/${id}${verb === '' ? '' : `/${verb}`}`;
  const post = (id: string, verb: string, as: Actor = ada, body?: object) =>
    service.call(`POST ${at(id, verb)}`, { as, ...(body === undefined ? {} : { body }) });
  const get = (id: string, what = '', as: Actor = ada) => service.call(`GET ${at(id, what)}`, { as });
  const must = (answer: Answer, status: number) => {
    if (answer.status !== status) throw new Error(`${answer.status}, not ${status}: ${answer.text}`);
    return answer.body;
  };
  const open = async (more: object = {}): Promise<string> => {
    const body = { name: 'Yearly', organization, form: 'core', ...more };
    return must(await service.call('POST /v1/maturity-assessments', { as: ada, body }), 201).id as string;
  };
  const begin = async (more: object = {}): Promise<string> => {
    const id = await open(more);
    must(await post(id, 'start'), 200);
    return id;
  };
  const submitted = async (base: Given, more: object = {}, told: Record<string, Given> = {}): Promise<string> => {
    const id = await begin(more);
    must(await post(id, 'answer', ada, { answers: answers(base, told, 'core') }), 200);
    must(await post(id, 'submit'), 200);
    return id;
  };
  const reviewed = async (base: Given, more: object = {}): Promise<string> => {
    const id = await submitted(base, more);
    must(await post(id, 'review', eve, {}), 200);
    return id;
  };
  return { at, post, get, must, open, begin, submitted, reviewed };
}
