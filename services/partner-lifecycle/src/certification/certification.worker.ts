import { Injectable } from '@nestjs/common';
import { Clock, systemActor } from '@tributary/kernel';
import { Database, DueWorker, Reads } from '@tributary/persistence';
import { CertificationService } from './certification.service.js';

const actor = systemActor('certification-calendar');

/** Gives the notices before a certification ends, and ends it. */
@Injectable()
export class CertificationWorker extends DueWorker {
  constructor(database: Database, clock: Clock, reads: Reads, certifications: CertificationService) {
    super('certification-calendar', {
      database,
      clock,
      dueIds: async (now, limit) => {
        const due = await reads.query<{ id: string }>(
          actor,
          'SELECT id FROM certification WHERE due_at <= $1 ORDER BY due_at LIMIT $2',
          [now, limit],
        );
        return due.map(({ id }) => id);
      },
      act: (id) => certifications.passTime(id),
    });
  }
}
