import { Injectable } from '@nestjs/common';
import { CertificationTermService } from '../certification-term/certification-term.service.js';
import { DealDecisionService } from '../deal-decision/deal-decision.service.js';
import { LeadOfferService } from '../lead-offer/lead-offer.service.js';
import type { Reader } from '../maturity-score/maturity-score.service.js';
import { ServiceOutcomeService } from '../service-outcome/service-outcome.service.js';
import { WonBusinessService } from '../won-business/won-business.service.js';
import type { Figure } from './measurement.js';
import type { Period } from './period.js';

/** Which metric is counted where. What is not here is not measured, and says so. */
@Injectable()
export class MetricSources {
  constructor(
    private readonly decisions: DealDecisionService,
    private readonly business: WonBusinessService,
    private readonly offers: LeadOfferService,
    private readonly terms: CertificationTermService,
    private readonly outcomes: ServiceOutcomeService,
  ) {}

  async figures(reader: Reader, period: Period): Promise<ReadonlyMap<string, Figure>> {
    const sources: Readonly<Record<string, Promise<Figure>>> = {
      deal_decision_p90_hours: this.decisions.figure(reader, period),
      registered_share_of_won: this.business.figure(reader, period),
      lead_accept_in_time_share: this.offers.figure(reader, period),
      renewed_before_expiry_share: this.terms.figure(reader, period),
      request_sla_met_share: this.outcomes.figure(reader, period),
    };
    const counted = await Promise.all(
      Object.entries(sources).map(async ([metric, figure]) => [metric, await figure] as const),
    );
    return new Map(counted);
  }
}
