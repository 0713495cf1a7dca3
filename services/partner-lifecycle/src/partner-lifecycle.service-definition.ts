import { catalog } from '@tributary/contracts';
import type { ServiceDefinition } from '@tributary/http';
import { AgreementModule } from './agreement/agreement.module.js';
import { agreementSchema } from './agreement/agreement.schema.js';
import { CalendarModule } from './calendar/calendar.module.js';
import { calendarSchema } from './calendar/calendar.schema.js';
import { CertificationModule } from './certification/certification.module.js';
import { certificationSchema } from './certification/certification.schema.js';
import { CertificationDefinitionModule } from './certification-definition/certification-definition.module.js';
import { certificationDefinitionSchema } from './certification-definition/certification-definition.schema.js';
import { errors } from './error-catalog.js';
import { Territories0001 } from './migrations/0001-territories.js';
import { Applications0002 } from './migrations/0002-applications.js';
import { Partners0003 } from './migrations/0003-partners.js';
import { Rewards0004 } from './migrations/0004-rewards.js';
import { Certifications0005 } from './migrations/0005-certifications.js';
import { Scorecards0006 } from './migrations/0006-scorecards.js';
import { CertificationPoints0007 } from './migrations/0007-certification-points.js';
import { ImportedPartners0008 } from './migrations/0008-imported-partners.js';
import { CertificationLists0009 } from './migrations/0009-certification-lists.js';
import { HeardScorecards0010 } from './migrations/0010-heard-scorecards.js';
import { OnboardingPlanModule } from './onboarding-plan/onboarding-plan.module.js';
import { onboardingPlanSchema } from './onboarding-plan/onboarding-plan.schema.js';
import { PartnerApplicationModule } from './partner-application/partner-application.module.js';
import { partnerApplicationSchema } from './partner-application/partner-application.schema.js';
import { PartnerEvaluationModule } from './partner-evaluation/partner-evaluation.module.js';
import { partnerEvaluationSchema } from './partner-evaluation/partner-evaluation.schema.js';
import { PartnerImportModule } from './partner-import/partner-import.module.js';
import { PartnerProgramModule } from './partner-program/partner-program.module.js';
import { PartnerUserModule } from './partner-user/partner-user.module.js';
import { partnerUserSchema } from './partner-user/partner-user.schema.js';
import { PartnerModule } from './partner/partner.module.js';
import { partnerSchema } from './partner/partner.schema.js';
import { RewardAccountModule } from './reward-account/reward-account.module.js';
import { rewardAccountSchema } from './reward-account/reward-account.schema.js';
import { RewardProgramModule } from './reward-program/reward-program.module.js';
import { rewardProgramSchema } from './reward-program/reward-program.schema.js';
import { ScorecardModule } from './scorecard/scorecard.module.js';
import { TerritoryModule } from './territory/territory.module.js';
import { territorySchema } from './territory/territory.schema.js';

export const definition: ServiceDefinition = {
  name: 'partner-lifecycle',
  title: 'Partner lifecycle',
  description:
    'Recruit, evaluate and onboard partners; agreements, users, territories, tiers, certifications and rewards.',
  modules: [
    TerritoryModule,
    CalendarModule,
    PartnerApplicationModule,
    PartnerEvaluationModule,
    PartnerModule,
    PartnerImportModule,
    PartnerUserModule,
    OnboardingPlanModule,
    AgreementModule,
    PartnerProgramModule,
    RewardProgramModule,
    RewardAccountModule,
    CertificationDefinitionModule,
    CertificationModule,
    ScorecardModule,
  ],
  schemas: [
    territorySchema,
    calendarSchema,
    partnerApplicationSchema,
    partnerEvaluationSchema,
    partnerSchema,
    partnerUserSchema,
    onboardingPlanSchema,
    agreementSchema,
    rewardProgramSchema,
    rewardAccountSchema,
    certificationDefinitionSchema,
    certificationSchema,
  ],
  migrations: [
    Territories0001,
    Applications0002,
    Partners0003,
    Rewards0004,
    Certifications0005,
    Scorecards0006,
    CertificationPoints0007,
    ImportedPartners0008,
    CertificationLists0009,
    HeardScorecards0010,
  ],
  errors,
  publishes: catalog.filter(({ service }) => service === 'partner-lifecycle'),
};
