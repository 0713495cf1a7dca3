import type { MoneyJson } from '@tributary/kernel';
import type { DeskReason, DisqualifyCode } from './lead-state.js';
import type { DeclineCode, OfferStrategy } from './offers.js';

export interface OpportunityPlan {
  readonly name: string;
  readonly value: MoneyJson | null;
  readonly closeOn: string | null;
}

export type LeadEvent =
  | { readonly type: 'LeadCaptured' }
  | { readonly type: 'LeadMerged'; readonly source: string }
  | { readonly type: 'LeadTouched' }
  | { readonly type: 'LeadQualified'; readonly qualifiedBy: string }
  | {
      readonly type: 'LeadDisqualified';
      readonly code: DisqualifyCode;
      readonly reason: string | null;
      readonly from: readonly string[];
      readonly disqualifiedBy: string;
    }
  | {
      readonly type: 'LeadOffered';
      readonly to: readonly string[];
      readonly strategy: OfferStrategy;
      readonly hop: number;
      readonly dueAt: Date;
    }
  | { readonly type: 'LeadRoutingStarted' }
  | { readonly type: 'LeadLeftToVendor'; readonly because: DeskReason }
  | { readonly type: 'LeadOfferReminded' }
  | { readonly type: 'LeadOfferOpened' }
  | { readonly type: 'LeadAccepted'; readonly acceptedBy: string }
  | {
      readonly type: 'LeadDeclined';
      readonly partnerId: string;
      readonly code: DeclineCode;
      readonly reason: string | null;
      readonly declinedBy: string;
    }
  | {
      readonly type: 'LeadTakenBack';
      readonly cause: 'recalled' | 'timed_out' | 'recycled';
      readonly from: readonly string[];
      readonly wasAccepted: boolean;
      readonly reason: string | null;
    }
  | { readonly type: 'LeadWorkStarted' }
  | { readonly type: 'LeadConverted'; readonly opportunity: OpportunityPlan; readonly convertedBy: string };
