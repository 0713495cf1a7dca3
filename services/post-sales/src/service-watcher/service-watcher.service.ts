import { Injectable } from '@nestjs/common';
import { Clock, NotFound, territoriesOf, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';

export interface Watcher {
  readonly subject: string;
  readonly since: Date;
}

const watchers = `
  SELECT w.subject, w.since FROM service_watcher w WHERE w.request_id = $1 AND w.partner_id IS NOT DISTINCT FROM $2::uuid ORDER BY w.since, w.subject`;
const seen = `SELECT r.territory FROM service_request r WHERE r.id = $1 AND ($2::uuid IS NULL OR r.partner_id = $2)`;
const watch = `
  INSERT INTO service_watcher(request_id, subject, partner_id, since) VALUES ($1, $2, $3, $4) ON CONFLICT (request_id, subject) DO NOTHING`;
const unwatch = 'DELETE FROM service_watcher WHERE request_id = $1 AND subject = $2';

/** Who wants to hear of a request. Each side knows its own watchers; to watch changes nothing about the request. */
@Injectable()
export class ServiceWatcherService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  list(requestId: string, actor: Actor): Promise<readonly Watcher[]> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [found] = await Promise.all([
        tx.read<Watcher>(watchers, [requestId, sideOf(actor)]),
        this.mustSee(tx, requestId, actor),
      ]);
      return found;
    });
  }

  watch(requestId: string, actor: Actor): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      await this.mustSee(tx, requestId, actor);
      tx.execute(watch, [requestId, actor.subject, sideOf(actor), this.clock.now()]);
    });
  }

  unwatch(requestId: string, actor: Actor): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      await this.mustSee(tx, requestId, actor);
      tx.execute(unwatch, [requestId, actor.subject]);
    });
  }

  private async mustSee(tx: Transaction, requestId: string, actor: Actor): Promise<void> {
    const [request] = await tx.read<{ territory: string | null }>(seen, [requestId, sideOf(actor)]);
    const territories = territoriesOf(actor);
    if (request === undefined || (territories !== null && !territories.includes(request.territory ?? '')))
      throw new NotFound('service request');
  }
}

function sideOf(actor: Actor): string | null {
  return actor.kind === 'partner' ? (actor.partnerId ?? null) : null;
}
