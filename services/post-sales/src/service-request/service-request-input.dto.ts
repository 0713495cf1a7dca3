import { Flag, ListQuery, OneOf, Text, Uuid, Whole } from '@tributary/http';
import { grades, priorities } from '../service-level/service-level.dto.js';
import type { Grade } from '../service-level/service-level.js';
import {
  serviceRequestKinds,
  serviceRequestStatuses,
  type ServiceRequestKind,
  type ServiceRequestStatus,
} from './service-request-state.js';

export class NewServiceRequestDto {
  @OneOf(serviceRequestKinds)
  readonly kind: ServiceRequestKind;

  @Text({ max: 200, example: 'Switch does not start after an update' })
  readonly title: string;

  @Text({ max: 10_000, example: 'Since this morning all ports stay dark. The console shows nothing.' })
  readonly description: string;

  @OneOf(grades, { example: 'high', description: 'How much of the business stands still' })
  readonly impact: Grade;

  @OneOf(grades, { example: 'medium', description: 'How soon it hurts' })
  readonly urgency: Grade;

  @Uuid({ optional: true, nullable: true, example: null, description: 'For whom the vendor opens it' })
  readonly partnerId?: string | null;

  @Text({ max: 64, optional: true, nullable: true, example: 'GTX', description: 'That of the asset unless told' })
  readonly family?: string | null;

  @Text({ max: 64, optional: true, nullable: true, example: null, description: "The partner's first unless told" })
  readonly territory?: string | null;

  @Uuid({ optional: true, nullable: true, example: null })
  readonly assetId?: string | null;

  @Uuid({ optional: true, nullable: true, example: null })
  readonly dealId?: string | null;
}

export class ServiceRequestsQuery extends ListQuery {
  @OneOf(serviceRequestStatuses, { optional: true })
  readonly status?: ServiceRequestStatus;

  @OneOf(serviceRequestKinds, { optional: true })
  readonly kind?: ServiceRequestKind;

  @OneOf(priorities, { optional: true })
  readonly priority?: string;

  @Uuid({ optional: true })
  readonly partnerId?: string;

  @Text({ max: 200, optional: true, example: 'support-ada' })
  readonly assignedTo?: string;

  @Uuid({ optional: true })
  readonly assetId?: string;

  @Flag({ optional: true, description: 'Whether one of its promises was not kept' })
  readonly breached?: boolean;
}

export class HandAssignmentDto {
  @Text({ max: 200, example: 'support-ada', description: 'Who has it from now on' })
  readonly to: string;

  @Text({ max: 400, optional: true, nullable: true, example: 'Knows the site' })
  readonly reason?: string | null;
}

export class PriorityDto {
  @OneOf(grades, { example: 'high' })
  readonly impact: Grade;

  @OneOf(grades, { example: 'high' })
  readonly urgency: Grade;

  @Text({ max: 400, example: 'The whole site is down' })
  readonly reason: string;
}

export class AnswerDto {
  @Text({ max: 10_000, example: 'Version 4.2.1 repairs it; it is on the download page.' })
  readonly answer: string;
}

export class ClosingDto {
  @Whole({ min: 1, max: 5, optional: true, nullable: true, example: 5, description: 'By the partner only' })
  readonly satisfaction?: number | null;

  @Text({ max: 2000, optional: true, nullable: true, example: 'Quick and clear' })
  readonly note?: string | null;
}

export class RatingDto {
  @Whole({ min: 1, max: 5, example: 5 })
  readonly satisfaction: number;

  @Text({ max: 2000, optional: true, nullable: true, example: 'Quick and clear' })
  readonly note?: string | null;
}

export class ReopeningDto {
  @Text({ max: 400, example: 'It happened again' })
  readonly reason: string;
}
