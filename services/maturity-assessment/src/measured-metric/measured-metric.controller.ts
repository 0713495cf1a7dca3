import { Controller, Get } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import { vendorRoles, type Actor } from '@tributary/kernel';
import { FindingDto, MeasurementDto } from './measured-metric.dto.js';
import { MeasuredMetricService } from './measured-metric.service.js';

const read = { roles: vendorRoles, scope: 'maturity:read' };

@Controller('v1')
export class MeasuredMetricController {
  constructor(private readonly metrics: MeasuredMetricService) {}

  @Get('maturity-models/:id/measurements')
  @Operation({
    ...read,
    summary:
      'What this vendor’s own events say to each question: the figure, its cases, and the level that it supports',
    answer: [MeasurementDto],
  })
  measurements(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<MeasurementDto[]> {
    return this.metrics.ofModel(actor, id);
  }

  @Get('maturity-assessments/:id/evidence')
  @Operation({
    ...read,
    summary: 'What was declared beside what is measured; a measurement never takes the place of an answer',
    description: 'From the submission on as it was then. Nothing is measured about another organization.',
    answer: [FindingDto],
  })
  evidence(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<FindingDto[]> {
    return this.metrics.ofAssessment(actor, id);
  }
}
