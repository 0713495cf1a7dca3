import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EntityId, ListOperation, Operation } from '@tributary/http';
import { NotFound, partnerRoles, vendorRoles } from '@tributary/kernel';
import type { Page } from '@tributary/persistence';
import { PartnerProgramDto, PartnerProgramListQuery } from './partner-program.dto.js';
import { partnerProgram } from './partner-program.js';

const readers = { roles: [...vendorRoles, ...partnerRoles], scope: 'partners:read' } as const;

@ApiTags('partner-programs')
@Controller('v1/partner-programs')
export class PartnerProgramController {
  @ListOperation({ summary: 'The tiers, what they ask and what they give', ...readers, item: PartnerProgramDto })
  list(@Query() { updatedSince }: PartnerProgramListQuery): Page<PartnerProgramDto> {
    const isAsked = updatedSince === undefined || updatedSince <= partnerProgram.updatedAt;
    return { items: isAsked ? [partnerProgram] : [], nextCursor: null };
  }

  @Get(':id')
  @Operation({ summary: 'Read a partner program', ...readers, answer: PartnerProgramDto })
  one(@EntityId() id: string): PartnerProgramDto {
    if (id !== partnerProgram.id) throw new NotFound('partner program');
    return partnerProgram;
  }
}
