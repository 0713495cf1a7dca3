import { Injectable } from '@nestjs/common';
import { Clock } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import { ScorecardService } from './scorecard.service.js';

const due = `
  SELECT p.id FROM partner p WHERE p.status IN ('active', 'suspended') AND NOT EXISTS (
    SELECT FROM scorecard s WHERE s.partner_id = p.id AND s.period = 'month' AND s.starts_on = date_trunc('month', $1::timestamptz AT TIME ZONE 'UTC')::date)
   ORDER BY p.id LIMIT $2`;

/** Opens the scorecards of a new month for every partner that does business, so that one without any deal is seen as such. */
@Injectable()
export class OpenScorecardsWorker extends DueWorker {
  constructor(database: Database, clock: Clock, scorecards: ScorecardService) {
    super('open-scorecards', {
      database,
      clock,
      every: 60_000,
      due,
      act: (id) => scorecards.open(id),
    });
  }
}
