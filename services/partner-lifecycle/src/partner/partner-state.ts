import type { MoneyJson } from '@tributary/kernel';
import type { PartnerAgreement } from './partner-agreements.js';
import type { PartnerStatus } from './partner-status.js';
import type { ApprovedField, PendingChange, Profile } from './profile-change.js';

export const partnerTypes = [
  'distributor',
  'agent',
  'stockist',
  'value_added_reseller',
  'service_provider',
  'system_integrator',
  'technology_partner',
] as const;
export type PartnerType = (typeof partnerTypes)[number];

export const partnershipTypes = ['strategic', 'futuristic', 'transactional', 'ineffective'] as const;

export const segments = ['enterprise', 'consumer', 'b2b2x'] as const;

export const tiers = ['registered', 'silver', 'gold', 'platinum'] as const;
export type Tier = (typeof tiers)[number];

/** What the last completed evaluation came to. */
export interface Partnership {
  readonly evaluationId: string;
  readonly type: (typeof partnershipTypes)[number];
  readonly flags: readonly string[];
  readonly isProvisional: boolean;
}

export interface PartnerState extends Profile {
  readonly id: string;
  /** Null for one that was brought over from another system. */
  readonly applicationId: string | null;
  readonly nameKey: string | null;
  readonly registrationNumber: string | null;
  readonly registrationKey: string | null;
  readonly emailDomain: string | null;
  readonly country: string;
  readonly type: PartnerType;
  readonly status: PartnerStatus;
  readonly tier: Tier;
  /** The last day of a tier that was given by hand; null = until the next evaluation of tiers. */
  readonly tierUntil: string | null;
  /** What it falls back to after that day; null = where everybody begins. */
  readonly tierAfter: Tier | null;
  readonly parentDistributorId: string | null;
  readonly ownedBy: string | null;
  readonly partnership: Partnership | null;
  readonly agreements: readonly PartnerAgreement[];
  readonly pendingChanges: readonly PendingChange[];
  readonly annualRevenue: MoneyJson | null;
  readonly externalIds: readonly { readonly system: string; readonly id: string }[];
  readonly onboardedAt: Date | null;
  readonly activatedAt: Date | null;
  readonly suspensionReason: string | null;
  readonly terminatedAt: Date | null;
}

export type PartnerEvent =
  | { readonly type: 'PartnerOnboardingStarted' }
  | { readonly type: 'PartnerImported'; readonly activatedAt: Date | null }
  | { readonly type: 'PartnerActivated'; readonly activatedAt: Date }
  | { readonly type: 'PartnerProfileUpdated'; readonly changed: readonly string[] }
  | { readonly type: 'PartnershipRecorded'; readonly isNewType: boolean }
  | { readonly type: 'ProfileChangeRequested'; readonly field: ApprovedField }
  | {
      readonly type: 'ProfileChangeRejected';
      readonly field: ApprovedField;
      readonly rejectedBy: string;
      readonly reason: string;
    }
  | { readonly type: 'OnboardingConfirmed' }
  | { readonly type: 'OnboardingReopened' }
  | {
      readonly type: 'PartnerTierChanged';
      readonly from: Tier;
      readonly to: Tier;
      readonly changedBy: string;
      readonly reason: string;
    }
  | { readonly type: 'PartnerSuspended'; readonly suspendedBy: string; readonly reason: string }
  | { readonly type: 'PartnerReinstated'; readonly reinstatedBy: string; readonly reason: string | null }
  | { readonly type: 'PartnerTerminated'; readonly terminatedBy: string; readonly reason: string };
