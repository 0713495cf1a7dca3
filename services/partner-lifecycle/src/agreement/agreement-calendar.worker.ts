import { Injectable } from '@nestjs/common';
import { Clock } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import { AgreementService } from './agreement.service.js';

const due = `SELECT id FROM agreement WHERE due_at <= $1 ORDER BY due_at LIMIT $2`;

/** Gives the notices before an agreement ends, and ends it. */
@Injectable()
export class AgreementCalendarWorker extends DueWorker {
  constructor(database: Database, clock: Clock, agreements: AgreementService) {
    super('agreement-calendar', {
      database,
      clock,
      due,
      act: (id) => agreements.passTime(id),
    });
  }
}
