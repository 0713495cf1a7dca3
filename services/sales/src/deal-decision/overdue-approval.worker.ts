import { Injectable } from '@nestjs/common';
import { Clock, systemActor } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import { DealDecisionService } from './deal-decision.service.js';

const due = `
  SELECT d.id FROM deal_registration d JOIN deal_program_version v ON v.program_id = d.program_id AND v.version = d.program_version
   WHERE d.overdue AND d.status = 'in_review' AND d.decision_due_at <= $1 AND v.terms ->> 'overdueDecision' = 'approve'
   ORDER BY d.decision_due_at LIMIT $2`;

/** What nobody has decided in time, under programs that approve it then. */
@Injectable()
export class OverdueApprovalWorker extends DueWorker {
  constructor(database: Database, clock: Clock, decisions: DealDecisionService) {
    super('overdue-approval', {
      database,
      clock,
      due,
      act: (id) => decisions.approveOverdue(id, systemActor('overdue-approval-worker')),
    });
  }
}
