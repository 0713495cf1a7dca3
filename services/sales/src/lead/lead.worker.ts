import { Injectable } from '@nestjs/common';
import { Clock } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import { LeadService } from './lead.service.js';

const due = 'SELECT id FROM lead_replica WHERE shield_due_at <= $1 ORDER BY shield_due_at LIMIT $2';

/** Accepted leads whose customer was somebody else's, and is no longer. */
@Injectable()
export class LeadWorker extends DueWorker {
  constructor(database: Database, clock: Clock, leads: LeadService) {
    super('lead', {
      database,
      clock,
      due,
      act: (id) => leads.shield(id),
    });
  }
}
