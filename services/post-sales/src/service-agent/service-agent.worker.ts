import { Injectable } from '@nestjs/common';
import { Clock } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import { ServiceAgentService } from './service-agent.service.js';

// Asked of those who have room: with nobody there, nothing is read, however many wait.
const unassigned = `
  WITH free AS MATERIALIZED (
    SELECT DISTINCT a.kinds, a.families FROM service_agent a
     WHERE a.available AND (SELECT count(*) FROM service_request o
                             WHERE o.assigned_to = a.subject AND o.status NOT IN ('resolved', 'closed')) < a.capacity)
  SELECT r.id FROM free f CROSS JOIN LATERAL (
    SELECT n.id, n.opened_at FROM service_request n
     WHERE n.status = 'new' AND n.opened_at <= $1 AND (cardinality(f.kinds) = 0 OR n.kind = ANY (f.kinds))
       AND (cardinality(f.families) = 0 OR n.family IS NULL OR n.family = ANY (f.families))
     ORDER BY n.opened_at LIMIT $2) r
   GROUP BY r.id, r.opened_at ORDER BY r.opened_at LIMIT $2`;

/** Gives new requests to those who can take them, as soon as somebody can. */
@Injectable()
export class ServiceAgentWorker extends DueWorker {
  constructor(database: Database, clock: Clock, agents: ServiceAgentService) {
    super('service-assignment', {
      database,
      clock,
      due: unassigned,
      act: (id) => agents.assignByRule(id),
    });
  }
}
