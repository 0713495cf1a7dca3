/** The terms of one dated version of a deal program, as far as they decide on a registration. An empty list admits all. Amounts are in `currency`. */
export interface DealProgram {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly currency: string;
  readonly protectionDays: number;
  /** Business days within which the vendor decides. */
  readonly decisionDays: number;
  readonly minimumValue: string;
  readonly minimumLeadDays: number;
  readonly resubmissions: number;
  readonly partnerTypes: readonly string[];
  readonly tiers: readonly string[];
  readonly countries: readonly string[];
  readonly families: readonly string[];
  /** Kinds of agreement of which one must be in force. */
  readonly agreements: readonly string[];
  readonly distributor: 'required' | 'optional' | 'hidden';
  readonly tendersAreReviewed: boolean;
  /** The value up to which a deal of a tier is approved at once; a tier that is not named has none. */
  readonly autoApprovalCeilings: Readonly<Record<string, string>>;
  /** Percent on top of the tier's discount. */
  readonly uplifts: Readonly<Record<string, string>>;
  /** How many registrations a partner of a tier may have open; a tier that is not named has no limit. Several at the same instant may exceed it: it is no lock. */
  readonly openLimits: Readonly<Record<string, number>>;
}

/** A code that software can act on and a sentence for a person: why something is as it is. */
export interface Reason {
  readonly code: string;
  readonly detail: string;
}
