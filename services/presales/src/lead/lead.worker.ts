import { Injectable } from '@nestjs/common';
import { Clock, systemActor } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import { LeadService } from './lead.service.js';

const due = `
  SELECT id FROM (
    SELECT id, route_due_at AS due_at FROM lead WHERE route_due_at <= $1 AND route_due_at IS NOT NULL
    UNION ALL SELECT id, offer_due_at FROM lead WHERE offer_due_at <= $1 AND offer_due_at IS NOT NULL
    UNION ALL SELECT id, remind_due_at FROM lead WHERE remind_due_at <= $1 AND remind_due_at IS NOT NULL
    UNION ALL SELECT id, contact_due_at FROM lead WHERE contact_due_at <= $1 AND contact_due_at IS NOT NULL
  ) due ORDER BY due_at LIMIT $2`;

/** Offers that are half over or over, leads that wait for their next partner, owners who did not get in touch. */
@Injectable()
export class LeadWorker extends DueWorker {
  constructor(database: Database, clock: Clock, leads: LeadService) {
    super('lead', {
      database,
      clock,
      due,
      act: (id) => leads.keepTime(id, systemActor('lead-worker')),
    });
  }
}
