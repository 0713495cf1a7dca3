import type { PartnerState } from '../partner/partner-state.js';

export const partnerTypes = [
  'distributor',
  'agent',
  'stockist',
  'value_added_reseller',
  'service_provider',
  'system_integrator',
  'technology_partner',
] as const satisfies readonly PartnerState['type'][];
export const tiers = ['registered', 'silver', 'gold', 'platinum'] as const satisfies readonly PartnerState['tier'][];
export const segments = ['enterprise', 'consumer', 'b2b2x'] as const;

/** A line of a file of partners. `system` says whose id `externalId` is. */
export interface PartnerRow {
  readonly system?: string;
  readonly externalId: string;
  readonly legalName: string;
  readonly country: string;
  readonly type: PartnerState['type'];
  readonly tier?: PartnerState['tier'];
  readonly activeSince?: string;
  readonly registrationNumber?: string;
  readonly email?: string;
  readonly website?: string;
  readonly territories?: readonly string[];
  readonly segments?: readonly string[];
  readonly specializations?: readonly string[];
  readonly ownedBy?: string;
}

/** A person of a partner; the partner is named by its external id in that system, or by ours. */
export interface PartnerUserRow {
  readonly system?: string;
  readonly partner?: string;
  readonly partnerId?: string;
  readonly email: string;
  readonly name: string;
  readonly roles?: readonly ('partner_admin' | 'sales' | 'marketing' | 'technician' | 'learner')[];
  readonly subject?: string;
}

/** What a row says of the profile; what it leaves out stays as it is. */
export function profileIn({ legalName, website, territories, segments, specializations }: PartnerRow) {
  const told = { legalName, website, territories, segments, specializations };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as {
    [Field in keyof typeof told]?: Exclude<(typeof told)[Field], undefined>;
  };
}
