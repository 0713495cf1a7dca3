import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CurrentActor, Operation } from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import {
  NewServiceLevelDto,
  ServiceLevelDto,
  ServiceLevelQuery,
  ServiceLevelsDto,
  termsFrom,
} from './service-level.dto.js';
import { ServiceLevelService } from './service-level.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'service-requests:read' };

@Controller('v1/service-requests/levels')
export class ServiceLevelController {
  constructor(private readonly levels: ServiceLevelService) {}

  @Get()
  @Operation({ ...read, summary: 'What is promised to partners, as it is or was in force', answer: ServiceLevelDto })
  show(@CurrentActor() actor: Actor, @Query() { asOf }: ServiceLevelQuery): Promise<ServiceLevelDto> {
    return this.levels.show(actor, asOf);
  }

  @Get('versions')
  @Operation({ ...read, summary: 'Every version of what is promised, the newest first', answer: ServiceLevelsDto })
  async versions(@CurrentActor() actor: Actor): Promise<ServiceLevelsDto> {
    return { items: await this.levels.versions(actor) };
  }

  @Post()
  @Operation({
    roles: ['admin'],
    scope: 'service-levels:write',
    summary: 'Promise something else from a date on',
    description: 'Requests that are open keep what they were opened under.',
    answer: ServiceLevelDto,
    status: 201,
    errors: ['TARGET_MISSING', 'TARGET_TWICE', 'RESPONSE_AFTER_RESOLUTION', 'LEVEL_NOT_RETROACTIVE', 'LEVEL_CHANGED'],
  })
  lay(@CurrentActor() actor: Actor, @Body() input: NewServiceLevelDto): Promise<ServiceLevelDto> {
    return this.levels.lay(termsFrom(input), input.effectiveFrom ?? null, actor);
  }
}
