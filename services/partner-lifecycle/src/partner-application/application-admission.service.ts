import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import type { Saved } from '@tributary/persistence';
import { AgreementService } from '../agreement/agreement.service.js';
import { OnboardingPlanService } from '../onboarding-plan/onboarding-plan.service.js';
import { PartnerEvaluationService } from '../partner-evaluation/partner-evaluation.service.js';
import { PartnerUserService } from '../partner-user/partner-user.service.js';
import { PartnerService } from '../partner/partner.service.js';
import { RewardAccountService } from '../reward-account/reward-account.service.js';
import type { Verdict } from './approval.js';
import type { PartnerApplicationState } from './partner-application.js';

/** What comes of an application that is approved: a partner with its plan, agreements, points and first user. */
@Injectable()
export class ApplicationAdmissionService {
  constructor(
    private readonly evaluations: PartnerEvaluationService,
    private readonly partners: PartnerService,
    private readonly plans: OnboardingPlanService,
    private readonly agreements: AgreementService,
    private readonly accounts: RewardAccountService,
    private readonly users: PartnerUserService,
  ) {}

  async verdictFor(actor: Actor, applicationId: string): Promise<Verdict | null> {
    const [evaluation, knockouts] = await Promise.all([
      this.evaluations.completedFor(actor, applicationId),
      this.evaluations.openKnockoutsFor(actor, applicationId),
    ]);
    const result = evaluation?.state.result;
    if (!evaluation || !result?.classification) return null;
    const { type, recommendation, provisional, flags } = result.classification;
    return {
      evaluationId: evaluation.state.id,
      partnershipType: type,
      flags,
      recommendation,
      provisional,
      evaluators: result.evaluators,
      knockouts,
    };
  }

  /** In the approval's own transaction. */
  async admit(actor: Actor, application: Saved<PartnerApplicationState>, verdict: Verdict): Promise<void> {
    const { partnerId, partnerType } = application;
    if (partnerId === null) throw new Error('Only an approved application makes a partner.');
    const offers = await this.agreements.offerStandard(actor, partnerId, partnerType);
    await this.partners.startOnboarding(
      actor,
      companyOf(application, partnerId, verdict),
      offers.map(({ id: agreementId, kind, revision, isMandatory }) => ({ agreementId, kind, revision, isMandatory })),
    );
    await this.plans.start(actor, partnerId, partnerType);
    await this.accounts.open(actor, partnerId);
    const { contactEmail: email, contactName: name } = application;
    await this.users.inviteFirst(actor, { partnerId, email, name, roles: ['partner_admin'] });
  }
}

function companyOf(application: PartnerApplicationState, id: string, verdict: Verdict) {
  const { legalName, registrationNumber, website, country, partnerType, territories, segments } = application;
  const { nameKey, registrationKey, emailDomain, assignedTo, decidedBy } = application;
  return {
    id,
    applicationId: application.id,
    legalName,
    nameKey,
    registrationNumber,
    registrationKey,
    emailDomain,
    website,
    country,
    type: partnerType,
    territories,
    segments,
    specializations: [],
    ownedBy: assignedTo ?? decidedBy,
    partnership: {
      evaluationId: verdict.evaluationId,
      type: verdict.partnershipType,
      flags: verdict.flags,
      isProvisional: verdict.provisional,
    },
  };
}
