import type { MoneyJson } from '@tributary/kernel';
import type { CustomerIdentity } from '../customer/customer-identity.js';
import type { DealCustomer, DealLine } from '../deal-details/deal-details.js';
import type { ForecastCategory, Stage } from './stage.js';

export const opportunitySources = ['deal_registration', 'converted_lead', 'renewal', 'direct', 'imported'] as const;
export const partyRoles = [
  'sources',
  'influences',
  'designs',
  'resells',
  'distributes',
  'fulfils',
  'services',
] as const;

export interface Party {
  readonly partnerId: string;
  readonly role: (typeof partyRoles)[number];
  /** Percent of the credit; the splits of all parties sum to 100. */
  readonly split: string | null;
}

/** The comparable form of the customer, by which direct business is found when a partner registers it. */
export type OpportunityIdentity = Pick<CustomerIdentity, 'name' | 'country' | 'domain' | 'registration'>;

/** What may be changed at any time while the opportunity is open. */
export interface OpportunityDetails {
  readonly name: string;
  readonly lines: readonly DealLine[];
  readonly value: MoneyJson;
  /** Null where nobody has said, as of business that was brought over. */
  readonly expectedCloseOn: string | null;
  readonly nextStep: string | null;
  readonly competitors: readonly string[];
  readonly ownedBy: string | null;
  readonly parties: readonly Party[];
}

export interface OpportunityState extends OpportunityDetails {
  readonly id: string;
  readonly source: (typeof opportunitySources)[number];
  readonly status: 'open' | 'won' | 'lost';
  readonly partnerId: string | null;
  readonly distributorId: string | null;
  readonly territory: string | null;
  readonly hiddenFromDistributor: boolean;
  readonly dealRegistrationId: string | null;
  /** The lead it came from, or that was converted when its registration stood already. */
  readonly leadId: string | null;
  /** Only a registration tells of a `user`. */
  readonly customer: DealCustomer;
  readonly identity: OpportunityIdentity;
  readonly pipeline: string;
  readonly stage: Pick<Stage, 'code' | 'name' | 'probability'>;
  readonly forecastCategory: ForecastCategory;
  /** Every stage that was entered, oldest first. Instants in ISO 8601. */
  readonly stages: readonly { readonly stage: string; readonly enteredAt: string; readonly leftAt: string | null }[];
  readonly lossReason: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly externalIds: readonly { readonly system: string; readonly id: string }[];
}

/** What an opportunity begins with. */
export type Opening = Omit<
  OpportunityState,
  'status' | 'pipeline' | 'stage' | 'forecastCategory' | 'stages' | 'lossReason' | 'closedAt'
>;
