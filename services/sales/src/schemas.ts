import type { MigrationClass } from '@tributary/persistence';
import { dealAppealSchema } from './deal-appeal/deal-appeal.schema.js';
import { dealRegistrationSchema } from './deal-registration/deal-registration.schema.js';
import { Replicas } from './migrations/0001-replicas.js';
import { DealPrograms } from './migrations/0002-deal-programs.js';
import { Opportunities } from './migrations/0003-opportunities.js';
import { DealRegistrations } from './migrations/0004-deal-registrations.js';
import { DealProtection } from './migrations/0005-deal-protection.js';
import { CustomerMatches } from './migrations/0006-customer-matches.js';
import { DealChecks } from './migrations/0007-deal-checks.js';
import { ImportedHistory } from './migrations/0008-imported-history.js';
import { ProtectionRenewals } from './migrations/0009-protection-renewals.js';
import { DealAppeals } from './migrations/0010-deal-appeals.js';
import { Certifications } from './migrations/0011-certifications.js';
import { Leads } from './migrations/0012-leads.js';
import { DealProbing } from './migrations/0013-deal-probing.js';
import { OverdueApprovals } from './migrations/0014-overdue-approvals.js';
import { LeadShields } from './migrations/0015-lead-shields.js';
import { LeadOpportunities } from './migrations/0016-lead-opportunities.js';
import { ProgramCertifications } from './migrations/0017-program-certifications.js';
import { opportunitySchema } from './opportunity/opportunity.schema.js';
import { pipelineSchema } from './pipeline/pipeline.schema.js';

export const schemas = [dealAppealSchema, dealRegistrationSchema, opportunitySchema, pipelineSchema];

export const migrations: readonly MigrationClass[] = [
  Replicas,
  DealPrograms,
  Opportunities,
  DealRegistrations,
  DealProtection,
  CustomerMatches,
  DealChecks,
  ImportedHistory,
  ProtectionRenewals,
  DealAppeals,
  Certifications,
  Leads,
  DealProbing,
  OverdueApprovals,
  LeadShields,
  LeadOpportunities,
  ProgramCertifications,
];
