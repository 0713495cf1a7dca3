import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import {
  CurrentActor,
  EntityId,
  HistoryEntryDto,
  HistoryOperation,
  HistoryQuery,
  ListOperation,
  Operation,
} from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, Reads, type Page } from '@tributary/persistence';
import { NewPipelineDto, ChangedPipelineDto, PipelineDto, PipelineListQuery, shownPipeline } from './pipeline.dto.js';
import { pipelines } from './pipeline.schema.js';
import { PipelineService } from './pipeline.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'opportunities:read' };
const write = { roles: ['admin'] as const, scope: 'opportunities:write' };
const faults = ['PIPELINE_INCOMPLETE', 'PIPELINE_STAGE_TWICE'];

@Controller('v1/pipelines')
export class PipelineController {
  constructor(
    private readonly pipelines: PipelineService,
    private readonly reads: Reads,
  ) {}

  @ListOperation({ ...read, summary: 'List the pipelines', item: PipelineDto })
  async list(@CurrentActor() actor: Actor, @Query() query: PipelineListQuery): Promise<Page<PipelineDto>> {
    const { items, nextCursor } = await this.pipelines.page(actor, query, query.page());
    return { items: items.map(shownPipeline), nextCursor };
  }

  @Get(':id')
  @Operation({ ...read, summary: 'Show a pipeline with its stages', answer: PipelineDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<PipelineDto> {
    return shownPipeline(await this.pipelines.show(id, actor));
  }

  @Post()
  @Operation({
    ...write,
    summary: 'Add a pipeline',
    status: 201,
    answer: PipelineDto,
    errors: [...faults, 'PIPELINE_CODE_TAKEN'],
  })
  async create(@CurrentActor() actor: Actor, @Body() input: NewPipelineDto): Promise<PipelineDto> {
    return shownPipeline(await this.pipelines.create(input, actor));
  }

  @Patch(':id')
  @Operation({
    ...write,
    summary: 'Change a pipeline; opportunities keep the stage in which they are',
    answer: PipelineDto,
    errors: faults,
  })
  async change(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: ChangedPipelineDto,
  ): Promise<PipelineDto> {
    return shownPipeline(await this.pipelines.change(id, input, actor));
  }

  @HistoryOperation({ ...read, noun: 'pipeline', roles: vendorRoles })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    return historyOf(this.reads, actor, pipelines, id, query.page());
  }
}
