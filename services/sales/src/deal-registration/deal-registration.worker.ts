import { Injectable } from '@nestjs/common';
import { Clock, systemActor } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import { DealRegistrationService } from './deal-registration.service.js';

const due = `
  SELECT id FROM (
    SELECT id, decision_due_at AS due_at FROM deal_registration
     WHERE decision_due_at <= $1 AND decision_due_at IS NOT NULL AND NOT overdue AND status IN ('in_review', 'conflict_hold')
    UNION ALL SELECT id, warning_due_at FROM deal_registration WHERE warning_due_at <= $1 AND warning_due_at IS NOT NULL AND status = 'approved'
    UNION ALL SELECT id, protected_until FROM deal_registration WHERE protected_until <= $1 AND status = 'approved'
  ) due ORDER BY due_at LIMIT $2`;

/** Late decisions, protections about to end, protections that have ended. */
@Injectable()
export class DealRegistrationWorker extends DueWorker {
  constructor(database: Database, clock: Clock, deals: DealRegistrationService) {
    super('deal-registration', {
      database,
      clock,
      due,
      act: (id) => deals.keepTime(id, systemActor('deal-registration-worker')),
    });
  }
}
