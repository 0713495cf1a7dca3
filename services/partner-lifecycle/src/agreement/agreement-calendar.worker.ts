import { Injectable } from '@nestjs/common';
import { Clock, systemActor } from '@tributary/kernel';
import { Database, DueWorker, Reads } from '@tributary/persistence';
import { AgreementService } from './agreement.service.js';

const actor = systemActor('agreement-calendar');

/** Gives the notices before an agreement ends, and ends it. */
@Injectable()
export class AgreementCalendarWorker extends DueWorker {
  constructor(database: Database, clock: Clock, reads: Reads, agreements: AgreementService) {
    super('agreement-calendar', {
      database,
      clock,
      dueIds: async (now, limit) => {
        const due = await reads.query<{ id: string }>(
          actor,
          'SELECT id FROM agreement WHERE due_at <= $1 ORDER BY due_at LIMIT $2',
          [now, limit],
        );
        return due.map(({ id }) => id);
      },
      act: (id) => agreements.passTime(id),
    });
  }
}
