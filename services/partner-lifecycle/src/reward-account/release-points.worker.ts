import { Injectable } from '@nestjs/common';
import { Clock } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import { RewardAccountService } from './reward-account.service.js';

const due = `SELECT id FROM reward_account WHERE release_due_at <= $1 ORDER BY release_due_at LIMIT $2`;

/** Makes pending points available when their time has come. */
@Injectable()
export class ReleasePointsWorker extends DueWorker {
  constructor(database: Database, clock: Clock, accounts: RewardAccountService) {
    super('release-points', {
      database,
      clock,
      due,
      act: (id) => accounts.release(id),
    });
  }
}
