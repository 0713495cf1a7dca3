import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { CurrentActor, Operation } from '@tributary/http';
import { Malformed, vendorRoles, type Actor } from '@tributary/kernel';
import { agentFrom, NewServiceAgentDto, ServiceAgentDto, ServiceAgentsDto } from './service-agent.dto.js';
import { ServiceAgentService } from './service-agent.service.js';

@Controller('v1/service-requests/agents')
export class ServiceAgentController {
  constructor(private readonly agents: ServiceAgentService) {}

  @Get()
  @Operation({
    roles: vendorRoles,
    scope: 'service-requests:read',
    summary: 'Who takes requests, and how much each has to do',
    answer: ServiceAgentsDto,
  })
  async list(@CurrentActor() actor: Actor): Promise<ServiceAgentsDto> {
    return {
      items: (await this.agents.list(actor)).map((agent) => ({
        ...agent,
        kinds: [...agent.kinds],
        families: [...agent.families],
      })),
    };
  }

  @Put(':subject')
  @Operation({
    roles: ['admin', 'support'],
    scope: 'service-requests:write',
    summary: 'Say what somebody takes',
    description: 'Nobody is taken off: make them unavailable. What they have stays theirs.',
    answer: ServiceAgentDto,
  })
  @ApiParam({ name: 'subject', schema: { type: 'string', maxLength: 200 }, example: 'support-ada' })
  async keep(
    @CurrentActor() actor: Actor,
    @Param('subject') subject: string,
    @Body() input: NewServiceAgentDto,
  ): Promise<ServiceAgentDto> {
    if (subject.length > 200 || subject.trim() === '') throw new Malformed('A subject has 1 to 200 characters.');
    await this.agents.keep(agentFrom(subject, input), actor);
    return { subject, ...input };
  }
}
