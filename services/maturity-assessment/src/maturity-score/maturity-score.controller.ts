import { Controller, Get } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import { vendorRoles, type Actor } from '@tributary/kernel';
import { scoreAnswer, ShownScoreDto } from './maturity-score.dto.js';
import { MaturityScoreService } from './maturity-score.service.js';
import { QuestionViewsDto } from './views.dto.js';

const read = { roles: vendorRoles, scope: 'maturity:read' };

@Controller('v1/maturity-assessments')
export class MaturityScoreController {
  constructor(private readonly scores: MaturityScoreService) {}

  @Get(':id/score')
  @Operation({
    ...read,
    summary: 'The score with its arithmetic, line by line, and why the next level is not reached',
    description:
      'A capability is the weighted mean of its answers, areas and the overall mean likewise; what does not apply leaves the sum and its weight is shared out. The level is the highest one with an overall mean of at least L - 0.25, no area below L - 1, and every gate of it and of the levels below at its minimum.',
    answer: ShownScoreDto,
  })
  async score(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<ShownScoreDto> {
    return scoreAnswer(await this.scores.show(actor, id));
  }

  @Get(':id/answers')
  @Operation({
    ...read,
    summary: 'Question by question: who answered what, how far they are apart, and how partners see it',
    answer: [QuestionViewsDto],
  })
  answers(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<QuestionViewsDto[]> {
    return this.scores.views(actor, id);
  }
}
