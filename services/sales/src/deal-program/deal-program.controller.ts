import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CurrentActor, EntityId, ListOperation, Operation, PageOf } from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import type { Page } from '@tributary/persistence';
import {
  AsOfQuery,
  DealProgramDto,
  DealProgramListQuery,
  NewDealProgramDto,
  shownProgram,
  statedVersion,
} from './deal-program.dto.js';
import { DealProgramService } from './deal-program.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'deals:read' };
const write = { roles: ['admin'] as const, status: 201 as const, answer: DealProgramDto };
const faults = ['PROGRAM_NOT_RETROACTIVE', 'NOT_AN_AMOUNT'];

@Controller('v1/deal-programs')
export class DealProgramController {
  constructor(private readonly programs: DealProgramService) {}

  @ListOperation({ ...read, summary: 'List the deal programs as they are in force', item: DealProgramDto })
  async list(@CurrentActor() actor: Actor, @Query() query: DealProgramListQuery): Promise<Page<DealProgramDto>> {
    const { items, nextCursor } = await this.programs.page(actor, query.updatedSince, query.page());
    return { items: items.map(shownProgram), nextCursor };
  }

  @Get(':id')
  @Operation({ ...read, summary: 'Show a deal program as it is or was in force', answer: DealProgramDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string, @Query() query: AsOfQuery): Promise<DealProgramDto> {
    return shownProgram(await this.programs.show(actor, id, query.asOf));
  }

  @Get(':id/versions')
  @Operation({ ...read, summary: 'Every version of a deal program, the newest first', answer: PageOf(DealProgramDto) })
  async versions(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<Page<DealProgramDto>> {
    return { items: (await this.programs.versions(actor, id)).map(shownProgram), nextCursor: null };
  }

  @Post()
  @Operation({ ...write, summary: 'Add a deal program', errors: faults })
  async create(@CurrentActor() actor: Actor, @Body() input: NewDealProgramDto): Promise<DealProgramDto> {
    return shownProgram(await this.programs.create(statedVersion(input), actor));
  }

  @Post(':id/versions')
  @Operation({
    ...write,
    summary: 'Let other terms hold from a date on',
    errors: [...faults, 'PROGRAM_VERSION_ORDER', 'PROGRAM_CHANGED'],
  })
  async addVersion(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: NewDealProgramDto,
  ): Promise<DealProgramDto> {
    return shownProgram(await this.programs.addVersion(id, statedVersion(input), actor));
  }
}
