import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, EntityId, HistoryOperation, HistoryQuery, ListOperation, Operation } from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, Reads, type HistoryEntry, type Page } from '@tributary/persistence';
import {
  agreementAnswer,
  AgreementDto,
  AgreementListQuery,
  EndAgreementDto,
  OfferAgreementDto,
  SignAgreementDto,
} from './agreement.dto.js';
import { AgreementQueries } from './agreement.queries.js';
import { agreements } from './agreement.schema.js';
import { AgreementService } from './agreement.service.js';

const readers = { roles: [...vendorRoles, ...partnerRoles], scope: 'agreements:read' } as const;
const managers = { roles: ['admin', 'channel_manager'], scope: 'agreements:write' } as const;

@ApiTags('agreements')
@Controller('v1/agreements')
export class AgreementController {
  constructor(
    private readonly agreements: AgreementService,
    private readonly queries: AgreementQueries,
    private readonly reads: Reads,
  ) {}

  @Post()
  @Operation({
    summary: 'Offer an agreement, or a new revision of one, to a partner',
    description: 'Until a mandatory one is signed, the earlier revision does not count any more.',
    ...managers,
    status: 201,
    answer: AgreementDto,
    errors: ['OFFERED_ALREADY', 'INVALID_TRANSITION'],
  })
  async offer(@CurrentActor() actor: Actor, @Body() body: OfferAgreementDto): Promise<AgreementDto> {
    const { partnerId, kind, revision } = body;
    const words = kind.replaceAll('_', ' ');
    const title = body.title ?? words.charAt(0).toUpperCase() + words.slice(1);
    const terms = { documentUrl: body.documentUrl ?? null, validMonths: body.validMonths ?? null };
    const offer = { partnerId, kind, revision, title, isMandatory: body.isMandatory ?? true, ...terms };
    return agreementAnswer(await this.agreements.offer(actor, offer));
  }

  @ListOperation({ summary: 'List agreements', ...readers, item: AgreementDto })
  async list(@CurrentActor() actor: Actor, @Query() query: AgreementListQuery): Promise<Page<AgreementDto>> {
    const { items, nextCursor } = await this.queries.list(actor, query);
    return { items: items.map(agreementAnswer), nextCursor };
  }

  @Get(':id')
  @Operation({ summary: 'Read an agreement', ...readers, answer: AgreementDto })
  async one(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<AgreementDto> {
    return agreementAnswer(await this.queries.one(actor, id));
  }

  @Post(':id/sign')
  @Operation({
    summary: 'Sign an agreement for your company',
    roles: ['partner_admin'],
    scope: 'agreements:write',
    answer: AgreementDto,
    errors: [
      'SIGNED_BY_PARTNER',
      'PARTNER_SUSPENDED',
      'EFFECTIVE_IN_THE_PAST',
      'EFFECTIVE_TOO_LATE',
      'INVALID_TRANSITION',
    ],
  })
  async sign(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { name, title, effectiveOn }: SignAgreementDto,
  ): Promise<AgreementDto> {
    const signature = { name, title: title ?? null, effectiveOn: effectiveOn ?? null };
    return agreementAnswer(await this.agreements.sign(actor, id, signature));
  }

  @Post(':id/revoke')
  @Operation({
    summary: 'Take back an offer that is not signed',
    ...managers,
    answer: AgreementDto,
    errors: ['INVALID_TRANSITION'],
  })
  async revoke(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: EndAgreementDto,
  ): Promise<AgreementDto> {
    return agreementAnswer(await this.agreements.revoke(actor, id, reason));
  }

  @Post(':id/terminate')
  @Operation({ summary: 'End a signed agreement', ...managers, answer: AgreementDto, errors: ['INVALID_TRANSITION'] })
  async terminate(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: EndAgreementDto,
  ): Promise<AgreementDto> {
    return agreementAnswer(await this.agreements.terminate(actor, id, reason));
  }

  @HistoryOperation({ noun: 'agreement', ...readers })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    await this.queries.one(actor, id);
    return historyOf(this.reads, actor, agreements, id, query.page());
  }
}
