import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { ReturnedAssessmentDto, ReviewDto } from './assessment-input.dto.js';
import { assessmentOf, MaturityAssessmentDto } from './maturity-assessment.dto.js';
import { MaturityAssessmentService } from './maturity-assessment.service.js';

const manage = {
  roles: ['admin', 'channel_manager'],
  scope: 'maturity:write',
  answer: MaturityAssessmentDto,
} as const;
// No scope: a decision is a person's.
const decide = { roles: ['admin', 'channel_manager'] as const, answer: MaturityAssessmentDto };

@Controller('v1/maturity-assessments')
export class AssessmentVerbController {
  constructor(private readonly assessments: MaturityAssessmentService) {}

  @Post(':id/start')
  @Operation({ ...manage, summary: 'Let the respondents answer', errors: ['INVALID_TRANSITION'] })
  async start(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<MaturityAssessmentDto> {
    return assessmentOf(await this.assessments.start(actor, id));
  }

  @Post(':id/submit')
  @Operation({
    ...manage,
    summary: 'End the answering: the score, and what is measured beside it, are kept as they are now',
    errors: ['QUESTIONS_OPEN', 'NOTHING_APPLIES', 'INVALID_TRANSITION'],
  })
  async submit(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<MaturityAssessmentDto> {
    return assessmentOf(await this.assessments.submit(actor, id));
  }

  @Post(':id/return')
  @Operation({ ...decide, summary: 'Hand it back to the respondents', errors: ['INVALID_TRANSITION'] })
  async return(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: ReturnedAssessmentDto,
  ): Promise<MaturityAssessmentDto> {
    return assessmentOf(await this.assessments.return(actor, id, reason));
  }

  @Post(':id/review')
  @Operation({
    ...decide,
    summary: 'Vouch for the answers, as another person than the only one who gave them',
    description: 'What was declared more than a level above its measurement needs a note.',
    errors: ['SOLE_RESPONDENT', 'FLAG_UNEXPLAINED', 'QUESTION_NOT_ASKED', 'INVALID_TRANSITION'],
  })
  async review(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { notes }: ReviewDto,
  ): Promise<MaturityAssessmentDto> {
    return assessmentOf(await this.assessments.review(actor, id, notes ?? []));
  }

  @Post(':id/finalize')
  @Operation({
    ...decide,
    summary: 'Make it final: it never changes again',
    errors: ['INVALID_TRANSITION'],
  })
  async finalize(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<MaturityAssessmentDto> {
    return assessmentOf(await this.assessments.finalize(actor, id));
  }
}
