import { Flag, Instant, ListOf, Nested, NumberedRepresentation, OneOf, Text, Uuid, Whole } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import type { Saved } from '@tributary/persistence';
import { grades, priorities } from '../service-level/service-level.dto.js';
import type { Grade, Priority } from '../service-level/service-level.js';
import type { ServicePromise } from './service-promise.js';
import {
  nextStatus,
  serviceRequestKinds,
  serviceRequestStatuses,
  type ServiceRequestKind,
  type ServiceRequestState,
  type ServiceRequestStatus,
} from './service-request-state.js';

class ServicePromiseDto {
  @OneOf(['running', 'paused', 'met'])
  readonly clock: 'running' | 'paused' | 'met';

  @Whole({ example: 120, description: 'Business minutes of the territory' })
  readonly targetMinutes: number;

  @Whole({ example: 35, description: 'Used when the clock last stood still' })
  readonly usedMinutes: number;

  @Instant({ nullable: true, example: '2026-03-02T10:00:00.000Z', description: 'Null while the clock stands still' })
  readonly dueAt: string | null;

  @Instant({ nullable: true, example: null })
  readonly metAt: string | null;

  @Flag({ example: false, description: 'Three quarters were used up' })
  readonly warned: boolean;

  @Flag({ example: false })
  readonly breached: boolean;
}

class AssignmentDto {
  @Text({ max: 200, example: 'support-ada' })
  readonly to: string;

  @Flag({ example: true })
  readonly automatic: boolean;

  @ListOf('string', { max: 10, maxLength: 500, example: ['support-ada has 2 open requests, the fewest.'] })
  readonly explanation: readonly string[];
}

export class ServiceRequestDto extends NumberedRepresentation {
  @Uuid()
  readonly partnerId: string;

  @Text({ max: 200, example: 'user-of-northwind' })
  readonly openedBy: string;

  @OneOf(serviceRequestStatuses)
  readonly status: ServiceRequestStatus;

  @ListOf(serviceRequestStatuses, { max: 7, description: 'What may come next' })
  readonly next: readonly ServiceRequestStatus[];

  @OneOf(serviceRequestKinds)
  readonly kind: ServiceRequestKind;

  @Text({ max: 200, example: 'Switch does not start after an update' })
  readonly title: string;

  @Text({ max: 10_000, example: 'Since this morning all ports stay dark.' })
  readonly description: string;

  @OneOf(grades)
  readonly impact: Grade;

  @OneOf(grades)
  readonly urgency: Grade;

  @OneOf(priorities, { example: 'high', description: 'From impact and urgency' })
  readonly priority: Priority;

  @Whole({ min: 1, example: 1, description: 'The version of the service levels that it was opened under' })
  readonly levelVersion: number;

  @Text({ max: 64, nullable: true, example: 'GTX' })
  readonly family: string | null;

  @Text({ max: 64, nullable: true, example: 'DACH', description: 'In whose working time the clocks run' })
  readonly territory: string | null;

  @Uuid({ nullable: true })
  readonly assetId: string | null;

  @Uuid({ nullable: true })
  readonly dealId: string | null;

  @Text({ max: 200, nullable: true, example: 'support-ada' })
  readonly assignedTo: string | null;

  @Nested(() => AssignmentDto, { nullable: true, description: 'Null for partners' })
  readonly assignment: AssignmentDto | null;

  @Nested(() => ServicePromiseDto)
  readonly firstResponse: ServicePromiseDto;

  @Nested(() => ServicePromiseDto)
  readonly resolution: ServicePromiseDto;

  @Instant({ nullable: true, example: null })
  readonly resolvedAt: Date | null;

  @Text({ max: 10_000, nullable: true, example: null })
  readonly answer: string | null;

  @Instant({ nullable: true, example: null })
  readonly reopenUntil: Date | null;

  @Instant({ nullable: true, example: null, description: 'When it closes by itself' })
  readonly closeAt: Date | null;

  @Whole({ min: 1, max: 5, nullable: true, example: null, description: 'With the present answer; null once reopened' })
  readonly satisfaction: number | null;

  @Text({ max: 2000, nullable: true, example: null })
  readonly satisfactionNote: string | null;
}

export function serviceRequestOf(row: Saved<ServiceRequestState>, actor: Actor): ServiceRequestDto {
  const { tier: _tier, openedAt: _opened, firstResponse, resolution, assignment, tellAt: _told, ...shown } = row;
  return {
    ...shown,
    next: nextStatus[row.status],
    assignment: actor.kind === 'partner' ? null : assignment,
    firstResponse: promiseOf(firstResponse),
    resolution: promiseOf(resolution),
  };
}

function promiseOf({ since, warnAt: _, usedMinutes, ...promise }: ServicePromise): ServicePromiseDto {
  const clock = promise.metAt !== null ? 'met' : since === null ? 'paused' : 'running';
  return { ...promise, clock, usedMinutes: Math.floor(usedMinutes) };
}
