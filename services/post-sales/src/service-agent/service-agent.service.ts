import { Injectable } from '@nestjs/common';
import { Clock, systemActor, type Actor } from '@tributary/kernel';
import { Reads, UnitOfWork } from '@tributary/persistence';
import { ServiceRequestService } from '../service-request/service-request.service.js';
import { chooseAgent, type AgentLoad, type ServiceAgent } from './assignment-rule.js';

const agents = `
  SELECT a.subject, a.kinds, a.families, a.capacity, a.available,
         (SELECT count(*) FROM service_request r WHERE r.assigned_to = a.subject AND r.status NOT IN ('resolved', 'closed'))::int AS open
    FROM service_agent a ORDER BY a.subject`;
// Whoever gives out requests sees what was given out before: nobody gets more than fits.
const oneAfterTheOther = `SELECT pg_advisory_xact_lock(hashtext('service-assignment'))`;
const keep = `
  INSERT INTO service_agent(subject, kinds, families, capacity, available, updated_by, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (subject) DO UPDATE SET kinds = excluded.kinds, families = excluded.families, capacity = excluded.capacity,
    available = excluded.available, updated_by = excluded.updated_by, updated_at = excluded.updated_at`;

/** Who of the vendor's people takes requests, and the rule that gives them out. */
@Injectable()
export class ServiceAgentService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reads: Reads,
    private readonly clock: Clock,
    private readonly requests: ServiceRequestService,
  ) {}

  list(actor: Actor): Promise<AgentLoad[]> {
    return this.reads.query<AgentLoad>(actor, agents);
  }

  keep(agent: ServiceAgent, actor: Actor): Promise<ServiceAgent> {
    return this.unitOfWork.run(actor, (tx) => {
      const { subject, kinds, families, capacity, available } = agent;
      tx.execute(keep, [subject, kinds, families, capacity, available, actor.subject, this.clock.now()]);
      return Promise.resolve(agent);
    });
  }

  /** Gives a new request to whom the rule chooses; to nobody, if nobody can take it now. */
  assignByRule(requestId: string): Promise<void> {
    return this.unitOfWork.run(systemActor('assignment-rule'), async (tx) => {
      const [, loads, request] = await Promise.all([
        tx.read(oneAfterTheOther),
        tx.read<AgentLoad>(agents),
        this.requests.due(tx, requestId),
      ]);
      if (request === null || request.state.status !== 'new') return;
      const choice = chooseAgent(loads, request.state);
      if (choice === null) return;
      request.assign({ ...choice, automatic: true }, this.clock.now());
      this.requests.save(tx, request);
    });
  }
}
