import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, EntityId, HistoryOperation, HistoryQuery, ListOperation, Operation } from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, Reads, type HistoryEntry, type Page } from '@tributary/persistence';
import {
  CloseProgramDto,
  DraftRewardProgramDto,
  programAnswer,
  RewardProgramDto,
  RewardProgramListQuery,
  SetCertificationPointsDto,
  SetRateDto,
} from './reward-program.dto.js';
import { RewardProgramQueries } from './reward-program.queries.js';
import { rewardPrograms } from './reward-program.schema.js';
import { RewardProgramService } from './reward-program.service.js';

const readers = { roles: [...vendorRoles, ...partnerRoles], scope: 'rewards:read' } as const;
const managers = { roles: ['admin', 'finance', 'partner_marketing'], scope: 'rewards:write' } as const;

@ApiTags('reward-programs')
@Controller('v1/reward-programs')
export class RewardProgramController {
  constructor(
    private readonly programs: RewardProgramService,
    private readonly queries: RewardProgramQueries,
    private readonly reads: Reads,
  ) {}

  @Post()
  @Operation({
    summary: 'Draft a reward program',
    ...managers,
    status: 201,
    answer: RewardProgramDto,
    errors: ['ENDS_BEFORE_START', 'RATE_MISSING', 'RATE_UNFIT'],
  })
  async draft(@CurrentActor() actor: Actor, @Body() body: DraftRewardProgramDto): Promise<RewardProgramDto> {
    const { name, currency, startsOn, endsOn, partnerTypes, pendingDays, rate } = body;
    const program = await this.programs.draft(actor, {
      name,
      currency,
      startsOn,
      endsOn: endsOn ?? null,
      partnerTypes: partnerTypes ?? [],
      pendingDays: pendingDays ?? 30,
      rates: [{ from: startsOn, points: rate.points, per: rate.per }],
    });
    return programAnswer(program);
  }

  @ListOperation({ summary: 'List reward programs', ...readers, item: RewardProgramDto })
  async list(@CurrentActor() actor: Actor, @Query() query: RewardProgramListQuery): Promise<Page<RewardProgramDto>> {
    const { items, nextCursor } = await this.queries.list(actor, query);
    return { items: items.map(programAnswer), nextCursor };
  }

  @Get(':id')
  @Operation({ summary: 'Read a reward program', ...readers, answer: RewardProgramDto })
  async one(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<RewardProgramDto> {
    return programAnswer(await this.queries.one(actor, id));
  }

  @Post(':id/open')
  @Operation({ summary: 'Open a program', ...managers, answer: RewardProgramDto, errors: ['INVALID_TRANSITION'] })
  async open(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<RewardProgramDto> {
    return programAnswer(await this.programs.open(actor, id));
  }

  @Post(':id/set-rate')
  @Operation({
    summary: 'Set the accrual rate from a day on; earlier days keep theirs',
    ...managers,
    answer: RewardProgramDto,
    errors: ['RATE_IN_THE_PAST', 'RATE_UNFIT', 'INVALID_TRANSITION'],
  })
  async setRate(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { from, points, per }: SetRateDto,
  ): Promise<RewardProgramDto> {
    return programAnswer(await this.programs.setRate(actor, id, { from, points, per }));
  }

  @Post(':id/set-certification-points')
  @Operation({
    summary: 'Give fixed points for certifications from a day on: of a definition, of a kind, or for all',
    ...managers,
    answer: RewardProgramDto,
    errors: ['RATE_IN_THE_PAST', 'RULE_UNFIT', 'INVALID_TRANSITION'],
  })
  async setCertificationPoints(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { from, points, definition, certificationKind }: SetCertificationPointsDto,
  ): Promise<RewardProgramDto> {
    const rule = { from, points, definition: definition ?? null, certificationKind: certificationKind ?? null };
    return programAnswer(await this.programs.setCertificationPoints(actor, id, rule));
  }

  @Post(':id/close')
  @Operation({ summary: 'Close a program', ...managers, answer: RewardProgramDto, errors: ['INVALID_TRANSITION'] })
  async close(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: CloseProgramDto,
  ): Promise<RewardProgramDto> {
    return programAnswer(await this.programs.close(actor, id, reason));
  }

  @HistoryOperation({ noun: 'reward program', roles: vendorRoles, scope: 'rewards:read' })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    await this.queries.one(actor, id);
    return historyOf(this.reads, actor, rewardPrograms, id, query.page());
  }
}
