import { Injectable } from '@nestjs/common';
import { Clock, systemActor } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import { DealAppealService } from './deal-appeal.service.js';

const due = `SELECT id FROM deal_appeal WHERE due_at <= $1 AND status = 'appealed' AND NOT overdue ORDER BY due_at LIMIT $2`;

/** Appeals that are not decided in time. */
@Injectable()
export class DealAppealWorker extends DueWorker {
  constructor(database: Database, clock: Clock, appeals: DealAppealService) {
    super('deal-appeal', {
      database,
      clock,
      due,
      act: (id) => appeals.keepTime(id, systemActor('deal-appeal-worker')),
    });
  }
}
