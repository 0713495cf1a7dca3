import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import { Forbidden, type Actor } from '@tributary/kernel';
import {
  AnswerDto,
  ClosingDto,
  HandAssignmentDto,
  PriorityDto,
  RatingDto,
  ReopeningDto,
} from './service-request-input.dto.js';
import { ServiceRequestDto, serviceRequestOf } from './service-request.dto.js';
import { ServiceRequestService, type SavedRequest } from './service-request.service.js';

const scope = 'service-requests:write';
const errors = ['INVALID_TRANSITION'];
const answer = ServiceRequestDto;
const vendor = { roles: ['admin', 'support', 'channel_manager'] as const, scope, answer, errors };
const partners = ['partner_admin', 'sales', 'marketing', 'technician'] as const;
const ofBoth = [...errors, 'PARTNER_SUSPENDED'];
const both = { ...vendor, roles: [...vendor.roles, ...partners], errors: ofBoth };

@Controller('v1/service-requests/:id')
export class ServiceRequestVerbController {
  constructor(private readonly requests: ServiceRequestService) {}

  @Post('assign')
  @Operation({ ...vendor, summary: 'Give a request to somebody by hand', errors: [...errors, 'ALREADY_ASSIGNED'] })
  assign(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { to, reason = null }: HandAssignmentDto,
  ): Promise<ServiceRequestDto> {
    const explanation = [`${actor.subject} gave it to ${to}.`, ...(reason === null ? [] : [reason])];
    return shown(this.requests.assign(id, { to, automatic: false, explanation }, actor), actor);
  }

  @Post('start')
  @Operation({ ...vendor, summary: 'Begin to work on a request' })
  start(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<ServiceRequestDto> {
    return shown(this.requests.start(id, actor), actor);
  }

  @Post('wait')
  @Operation({ ...vendor, summary: 'Wait for the partner: the clock stands still' })
  wait(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<ServiceRequestDto> {
    return shown(this.requests.wait(id, actor), actor);
  }

  @Post('resume')
  @Operation({ ...both, summary: 'Go on: the partner is waited for no longer' })
  resume(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<ServiceRequestDto> {
    return shown(this.requests.resume(id, actor), actor);
  }

  @Post('prioritize')
  @Operation({ ...vendor, summary: 'Judge impact and urgency anew' })
  prioritize(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason, ...grades }: PriorityDto,
  ): Promise<ServiceRequestDto> {
    return shown(this.requests.prioritize(id, grades, reason, actor), actor);
  }

  @Post('resolve')
  @Operation({ ...vendor, summary: 'Say that a request is done, and how' })
  resolve(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { answer: said }: AnswerDto,
  ): Promise<ServiceRequestDto> {
    return shown(this.requests.resolve(id, said, actor), actor);
  }

  @Post('close')
  @Operation({
    ...both,
    summary: 'Close a resolved request; a partner may rate it',
    errors: [...ofBoth, 'RATED_BY_PARTNER'],
  })
  close(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { satisfaction = null, note = null }: ClosingDto,
  ): Promise<ServiceRequestDto> {
    if (satisfaction !== null && actor.kind !== 'partner')
      throw new Forbidden('RATED_BY_PARTNER', 'The partner says how satisfied it is.');
    const rating = satisfaction === null ? null : { satisfaction, note };
    return shown(this.requests.close(id, rating, actor), actor);
  }

  @Post('rate')
  @Operation({ roles: partners, scope, answer, summary: 'Rate a closed request', errors: [...ofBoth, 'ALREADY_RATED'] })
  rate(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { satisfaction, note = null }: RatingDto,
  ): Promise<ServiceRequestDto> {
    return shown(this.requests.rate(id, satisfaction, note, actor), actor);
  }

  @Post('reopen')
  @Operation({
    ...both,
    summary: 'Say that it is not done after all; its next answer is rated anew',
    errors: [...ofBoth, 'REOPEN_TOO_LATE'],
  })
  reopen(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: ReopeningDto,
  ): Promise<ServiceRequestDto> {
    return shown(this.requests.reopen(id, reason, actor), actor);
  }
}

async function shown(saved: Promise<SavedRequest>, actor: Actor): Promise<ServiceRequestDto> {
  return serviceRequestOf(await saved, actor);
}
