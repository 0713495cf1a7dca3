import { Injectable } from '@nestjs/common';
import { Clock, systemActor } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import { ServiceRequestService } from './service-request.service.js';

const due = `
  SELECT id FROM (
    SELECT id, tell_at AS due_at FROM service_request WHERE tell_at <= $1
    UNION ALL SELECT id, close_at FROM service_request WHERE close_at <= $1 AND status = 'resolved'
  ) due ORDER BY due_at LIMIT $2`;

/** Promises of which three quarters or all is used up, and resolved requests that nobody has anything to say about. */
@Injectable()
export class ServiceRequestWorker extends DueWorker {
  constructor(database: Database, clock: Clock, requests: ServiceRequestService) {
    super('service-request', {
      database,
      clock,
      due,
      act: (id) => requests.keepTime(id, systemActor('service-request-worker')),
    });
  }
}
