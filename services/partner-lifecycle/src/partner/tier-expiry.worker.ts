import { Injectable } from '@nestjs/common';
import { Clock, systemActor } from '@tributary/kernel';
import { Database, DueWorker, Reads } from '@tributary/persistence';
import { PartnerService } from './partner.service.js';

const actor = systemActor('tier-calendar');

/** Ends a tier that was given by hand when its last day has passed. */
@Injectable()
export class TierExpiryWorker extends DueWorker {
  constructor(database: Database, clock: Clock, reads: Reads, partners: PartnerService) {
    super('tier-expiry', {
      database,
      clock,
      every: 60_000,
      dueIds: async (now, limit) => {
        const due = await reads.query<{ id: string }>(
          actor,
          `SELECT id FROM partner WHERE tier_until < $1::date AND status <> 'terminated' ORDER BY tier_until LIMIT $2`,
          [now.toISOString().slice(0, 10), limit],
        );
        return due.map(({ id }) => id);
      },
      act: (id) => partners.endTier(id),
    });
  }
}
