import { Injectable } from '@nestjs/common';
import { Clock } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import { PartnerService } from './partner.service.js';

const due = `SELECT id FROM partner WHERE tier_until < ($1::timestamptz AT TIME ZONE 'UTC')::date AND status <> 'terminated' ORDER BY tier_until LIMIT $2`;

/** Ends a tier that was given by hand when its last day has passed. */
@Injectable()
export class TierExpiryWorker extends DueWorker {
  constructor(database: Database, clock: Clock, partners: PartnerService) {
    super('tier-expiry', {
      database,
      clock,
      every: 60_000,
      due,
      act: (id) => partners.endTier(id),
    });
  }
}
