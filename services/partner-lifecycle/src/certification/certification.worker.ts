import { Injectable } from '@nestjs/common';
import { Clock } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import { CertificationService } from './certification.service.js';

const due = `SELECT id FROM certification WHERE due_at <= $1 ORDER BY due_at LIMIT $2`;

/** Gives the notices before a certification ends, and ends it. */
@Injectable()
export class CertificationWorker extends DueWorker {
  constructor(database: Database, clock: Clock, certifications: CertificationService) {
    super('certification-calendar', {
      database,
      clock,
      due,
      act: (id) => certifications.passTime(id),
    });
  }
}
