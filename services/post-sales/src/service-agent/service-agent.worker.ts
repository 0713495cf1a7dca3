import { Injectable } from '@nestjs/common';
import { Clock } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import { ServiceAgentService } from './service-agent.service.js';

// Those that nobody can take now are left out, or they would stand in the way of the others.
const unassigned = `
  SELECT r.id FROM service_request r
   WHERE r.status = 'new' AND EXISTS (
     SELECT FROM service_agent a
      WHERE a.available AND (cardinality(a.kinds) = 0 OR r.kind = ANY (a.kinds))
        AND (cardinality(a.families) = 0 OR r.family IS NULL OR r.family = ANY (a.families))
        AND (SELECT count(*) FROM service_request o WHERE o.assigned_to = a.subject AND o.status NOT IN ('resolved', 'closed')) < a.capacity)
   ORDER BY r.opened_at LIMIT $1`;

/** Gives new requests to those who can take them, as soon as somebody can. */
@Injectable()
export class ServiceAgentWorker extends DueWorker {
  constructor(database: Database, clock: Clock, agents: ServiceAgentService) {
    super('service-assignment', {
      database,
      clock,
      dueIds: async (_now, limit) => {
        const { rows } = await database.pool('vendor').query<{ id: string }>(unassigned, [limit]);
        return rows.map(({ id }) => id);
      },
      act: (id) => agents.assignByRule(id),
    });
  }
}
