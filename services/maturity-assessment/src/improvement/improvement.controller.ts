import { Controller, Get } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import { vendorRoles, type Actor } from '@tributary/kernel';
import { ImprovementsDto } from './improvement.dto.js';
import { ImprovementService } from './improvement.service.js';

@Controller('v1/maturity-assessments')
export class ImprovementController {
  constructor(private readonly improvements: ImprovementService) {}

  @Get(':id/gaps')
  @Operation({
    roles: vendorRoles,
    scope: 'maturity:read',
    summary:
      'Where it is short of its targets, by gap x weight / effort, with the initiatives that lift it; and its strengths',
    answer: ImprovementsDto,
  })
  show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<ImprovementsDto> {
    return this.improvements.show(actor, id);
  }
}
