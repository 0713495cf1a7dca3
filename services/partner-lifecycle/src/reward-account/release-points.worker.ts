import { Injectable } from '@nestjs/common';
import { Clock, systemActor } from '@tributary/kernel';
import { Database, DueWorker, Reads } from '@tributary/persistence';
import { RewardAccountService } from './reward-account.service.js';

const actor = systemActor('reward-ledger');

/** Makes pending points available when their time has come. */
@Injectable()
export class ReleasePointsWorker extends DueWorker {
  constructor(database: Database, clock: Clock, reads: Reads, accounts: RewardAccountService) {
    super('release-points', {
      database,
      clock,
      dueIds: async (now, limit) => {
        const due = await reads.query<{ id: string }>(
          actor,
          'SELECT id FROM reward_account WHERE release_due_at <= $1 ORDER BY release_due_at LIMIT $2',
          [now, limit],
        );
        return due.map(({ id }) => id);
      },
      act: (id) => accounts.release(id),
    });
  }
}
