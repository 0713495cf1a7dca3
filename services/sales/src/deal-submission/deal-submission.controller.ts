import { Body, Controller, Delete, Patch, Post } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import {
  broughtDeal,
  broughtFaults,
  ChangedDealRegistrationDto,
  NewDealRegistrationDto,
  statedChange,
  statedFaults,
} from '../deal-details/deal-input.dto.js';
import { DealRegistrationDto, shownDeal } from '../deal-registration/deal-registration.dto.js';
import { DealSubmissionService, shortcomingCodes } from './deal-submission.service.js';

const write = {
  roles: ['partner_admin', 'sales', 'admin', 'channel_manager', 'deal_desk'] as const,
  scope: 'deals:write',
};
const own = ['NOT_YOUR_DEAL', 'PARTNER_SUSPENDED'];
const eligibility = [...shortcomingCodes, 'DUPLICATE'];

@Controller('v1/deal-registrations')
export class DealSubmissionController {
  constructor(private readonly submissions: DealSubmissionService) {}

  @Post()
  @Operation({
    ...write,
    summary: 'Register a deal, or keep it as a draft',
    status: 201,
    answer: DealRegistrationDto,
    errors: [...broughtFaults, ...eligibility],
  })
  async register(@CurrentActor() actor: Actor, @Body() input: NewDealRegistrationDto): Promise<DealRegistrationDto> {
    const { draft = false, ...deal } = input;
    const opening = broughtDeal(deal);
    return shownDeal(
      await (draft ? this.submissions.draft(opening, actor) : this.submissions.register(opening, actor)),
      actor,
    );
  }

  @Patch(':id')
  @Operation({
    ...write,
    summary:
      'Change a draft or a returned registration; what is left out stays, a nested object or list is replaced as a whole',
    answer: DealRegistrationDto,
    errors: [...own, ...statedFaults, 'NOT_YOUR_TERRITORY', 'NOT_REVISABLE'],
  })
  async revise(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() change: ChangedDealRegistrationDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.submissions.revise(id, statedChange(change), actor), actor);
  }

  @Delete(':id')
  @Operation({ ...write, summary: 'Discard a draft', status: 204, errors: [...own, 'NOT_A_DRAFT'] })
  discard(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<void> {
    return this.submissions.discard(id, actor);
  }

  @Post(':id/submit')
  @Operation({
    ...write,
    summary: 'Submit a draft, or a returned registration again',
    answer: DealRegistrationDto,
    errors: ['NOT_YOUR_DEAL', ...eligibility, ...statedFaults, 'RESUBMISSION_LIMIT'],
  })
  async submit(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<DealRegistrationDto> {
    return shownDeal(await this.submissions.submit(id, actor), actor);
  }
}
