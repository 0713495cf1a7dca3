import type { TestService } from '@tributary/testing';
import { admin, manager } from './people.js';
import { expectStatus, type Shown } from './recruitment.js';

let people = 0;

export async function person(service: TestService, partnerId: string): Promise<Shown> {
  people += 1;
  const body = { partnerId, email: `person-${people}@x.example`, name: `Person ${people}`, roles: ['learner'] };
  return expectStatus(await service.call('POST /v1/partner-users', { as: manager, body }), 201);
}

export async function define(service: TestService, code: string, more: Record<string, unknown> = {}): Promise<Shown> {
  const body = {
    from: '2026-01-01',
    code,
    name: code,
    kind: 'technical',
    families: ['GTX'],
    validMonths: 12,
    evidence: ['exam'],
    ...more,
  };
  return expectStatus(await service.call('POST /v1/certification-definitions', { as: admin, body }), 201);
}

export function exam(more: Record<string, unknown> = {}) {
  return { kind: 'exam', score: 80, ...more };
}

export async function certify(service: TestService, userId: string, definition: string): Promise<Shown> {
  const body = { userId, definition, evidence: exam() };
  return expectStatus(await service.call('POST /v1/certifications', { as: manager, body }), 201);
}
