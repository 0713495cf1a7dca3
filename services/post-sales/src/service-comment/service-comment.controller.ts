import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CurrentActor, EntityId, Operation, PageOf } from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import type { Page } from '@tributary/persistence';
import { NewServiceCommentDto, ServiceCommentDto, ServiceCommentsQuery } from './service-comment.dto.js';
import { ServiceCommentQueries } from './service-comment.queries.js';
import { ServiceCommentService } from './service-comment.service.js';

@Controller('v1/service-requests/:id/comments')
export class ServiceCommentController {
  constructor(
    private readonly comments: ServiceCommentService,
    private readonly queries: ServiceCommentQueries,
  ) {}

  @Get()
  @Operation({
    roles: [...vendorRoles, ...partnerRoles],
    scope: 'service-requests:read',
    summary: 'What was said about a request, the oldest first',
    description: 'A partner sees what is public.',
    answer: PageOf(ServiceCommentDto),
  })
  list(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: ServiceCommentsQuery,
  ): Promise<Page<ServiceCommentDto>> {
    return this.queries.page(actor, id, query);
  }

  @Post()
  @Operation({
    roles: ['admin', 'support', 'channel_manager', 'partner_admin', 'sales', 'marketing', 'technician'],
    scope: 'service-requests:write',
    summary: 'Say something about a request',
    description:
      'The first public word of the vendor is its first response. A partner that is waited for, and says something, is waited for no longer.',
    answer: ServiceCommentDto,
    status: 201,
    errors: ['INTERNAL_COMMENT', 'REQUEST_CLOSED', 'PARTNER_SUSPENDED'],
  })
  add(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { text, internal = false }: NewServiceCommentDto,
  ): Promise<ServiceCommentDto> {
    return this.comments.add(id, text, internal, actor);
  }
}
