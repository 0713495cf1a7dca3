import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EntityId, Operation } from '@tributary/http';
import { RuleViolation, systemActor } from '@tributary/kernel';
import type { Saved } from '@tributary/persistence';
import { AnswerDto, ApplyDto, ReviseApplicationDto, StatusLinkQuery } from './application-input.dto.js';
import { ApplicationStatusDto, statusAnswer } from './partner-application.dto.js';
import type { PartnerApplicationState } from './partner-application.js';
import { PartnerApplicationQueries } from './partner-application.queries.js';
import { PartnerApplicationService, type Form } from './partner-application.service.js';
import { StatusLinkService } from './status-link.service.js';

/** For applicants, who have no account: the token of their status link opens their own application and no other. */
@ApiTags('partner-applications')
@Controller('v1/partner-applications')
export class PublicApplicationController {
  constructor(
    private readonly applications: PartnerApplicationService,
    private readonly queries: PartnerApplicationQueries,
    private readonly links: StatusLinkService,
  ) {}

  @Post()
  @Operation({
    summary: 'Apply to become a partner',
    description: 'Without a token. The answer holds a link to follow the application; access comes with the approval.',
    public: true,
    status: 201,
    answer: ApplicationStatusDto,
    errors: ['CONSENT_REQUIRED', 'ANSWER_NOT_TEXT'],
  })
  async apply(@Body() body: ApplyDto): Promise<ApplicationStatusDto> {
    if (!body.consent) throw new RuleViolation('CONSENT_REQUIRED', 'Without consent the application cannot be kept.');
    return this.answer(await this.applications.apply(formOf(body), body.draft ?? false));
  }

  @Get(':id/status')
  @Operation({ summary: 'Follow your application', public: true, answer: ApplicationStatusDto })
  async status(@EntityId() id: string, @Query() { token }: StatusLinkQuery): Promise<ApplicationStatusDto> {
    await this.links.require(id, token);
    return this.answer(await this.queries.one(systemActor('applicant'), id));
  }

  @Patch(':id/status')
  @Operation({
    summary: 'Change your draft',
    public: true,
    answer: ApplicationStatusDto,
    errors: ['INVALID_TRANSITION', 'ANSWER_NOT_TEXT'],
  })
  async revise(
    @EntityId() id: string,
    @Query() { token }: StatusLinkQuery,
    @Body() body: ReviseApplicationDto,
  ): Promise<ApplicationStatusDto> {
    await this.links.require(id, token);
    return this.answer(await this.applications.revise(id, changesOf(body)));
  }

  @Post(':id/submit')
  @Operation({
    summary: 'Submit your draft',
    public: true,
    answer: ApplicationStatusDto,
    errors: ['INVALID_TRANSITION'],
  })
  async submit(@EntityId() id: string, @Query() { token }: StatusLinkQuery): Promise<ApplicationStatusDto> {
    await this.links.require(id, token);
    return this.answer(await this.applications.submit(id));
  }

  @Post(':id/answer')
  @Operation({
    summary: 'Answer the question that you were asked',
    public: true,
    answer: ApplicationStatusDto,
    errors: ['INVALID_TRANSITION'],
  })
  async giveInformation(
    @EntityId() id: string,
    @Query() { token }: StatusLinkQuery,
    @Body() { answer }: AnswerDto,
  ): Promise<ApplicationStatusDto> {
    await this.links.require(id, token);
    return this.answer(await this.applications.giveInformation(id, answer));
  }

  @Post(':id/withdraw')
  @Operation({
    summary: 'Withdraw your application',
    public: true,
    answer: ApplicationStatusDto,
    errors: ['INVALID_TRANSITION'],
  })
  async withdraw(@EntityId() id: string, @Query() { token }: StatusLinkQuery): Promise<ApplicationStatusDto> {
    await this.links.require(id, token);
    return this.answer(await this.applications.withdraw(id));
  }

  private async answer(application: Saved<PartnerApplicationState>): Promise<ApplicationStatusDto> {
    return statusAnswer(application, await this.links.tokenFor(application.id, application.createdAt));
  }
}

function formOf(body: ApplyDto): Form {
  const { legalName, country, partnerType, contact } = body;
  return {
    legalName,
    country,
    partnerType,
    contactName: contact.name,
    contactEmail: contact.email,
    registrationNumber: body.registrationNumber ?? null,
    website: body.website ?? null,
    territories: body.territories ?? [],
    segments: body.segments ?? [],
    capabilities: body.capabilities ?? [],
    expectedYearlyRevenue: body.expectedYearlyRevenue ?? null,
    answers: textsOf(body.answers ?? {}),
    referrer: body.referrer ?? null,
  };
}

function changesOf({ contact, answers, ...changes }: ReviseApplicationDto): Partial<Form> {
  return {
    ...changes,
    ...(contact === undefined ? {} : { contactName: contact.name, contactEmail: contact.email }),
    ...(answers === undefined ? {} : { answers: textsOf(answers) }),
  };
}

function textsOf(answers: Record<string, unknown>): Record<string, string> {
  if (Object.values(answers).some((answer) => typeof answer !== 'string')) {
    throw new RuleViolation('ANSWER_NOT_TEXT', 'Every answer is a text.');
  }
  return answers as Record<string, string>;
}
