import { Body, Controller, Get, Put } from '@nestjs/common';
import { CurrentActor, Operation } from '@tributary/http';
import { vendorRoles, type Actor } from '@tributary/kernel';
import { ScoringEditionDto, ScoringRulesDto } from './lead-scoring.dto.js';
import { LeadScoringService } from './lead-scoring.service.js';

@Controller('v1/leads/scoring-rules')
export class LeadScoringController {
  constructor(private readonly scoring: LeadScoringService) {}

  @Get()
  @Operation({
    summary: 'By what leads are scored: every version of the rules, the one in force first',
    roles: vendorRoles,
    scope: 'leads:read',
    answer: [ScoringEditionDto],
  })
  all(@CurrentActor() actor: Actor): Promise<ScoringEditionDto[]> {
    return this.scoring.all(actor);
  }

  @Put()
  @Operation({
    summary: 'Score by other rules from now on',
    description: 'Names the version that it changes. What was scored before keeps its score until the lead changes.',
    roles: ['admin', 'partner_marketing'],
    scope: 'lead-rules:write',
    answer: ScoringEditionDto,
    errors: ['SCORING_UNFIT', 'SCORING_CHANGED'],
  })
  change(@CurrentActor() actor: Actor, @Body() input: ScoringRulesDto): Promise<ScoringEditionDto> {
    return this.scoring.change(actor, input);
  }
}
