/** A partner as routing sees it, with how it answered in the last 365 days and what it got in the last 90. */
export interface Candidate {
  readonly partnerId: string;
  readonly name: string;
  readonly status: string;
  readonly tier: string;
  readonly servesTerritory: boolean;
  readonly segments: readonly string[];
  /** Codes of the certifications that count today. */
  readonly certifications: readonly string[];
  /** Offers of the last 365 days that were answered or ran out. */
  readonly offers: number;
  readonly accepted: number;
  readonly converted: number;
  /** Hours until an offer was answered, on average; null if none ever was. */
  readonly answerHours: number | null;
  readonly openLeads: number;
  /** Leads that rules gave it in the last 90 days and that it has, or may still accept. */
  readonly received: number;
  readonly lastOfferedAt: Date | null;
}

export type Ineligible =
  | 'NOT_ACTIVE'
  | 'OUTSIDE_TERRITORY'
  | 'SEGMENT_NOT_SERVED'
  | 'TIER_NOT_NAMED'
  | 'CERTIFICATION_MISSING'
  | 'DECLINED_BEFORE'
  | 'OFFERED_BEFORE'
  | 'AT_CAPACITY'
  | 'SHARE_CAP'
  | 'CONTRIBUTED_BY_ANOTHER'
  | 'PINNED_TO_ANOTHER';
