import { Controller } from '@nestjs/common';
import type { ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { countedEvents } from './counted-events.service.js';
import { ScorecardService } from './scorecard.service.js';

@Controller()
export class CountFactsWhenTheyHappen {
  constructor(private readonly scorecards: ScorecardService) {}

  @On(countedEvents, 'scorecard.count-facts')
  count(event: ReceivedEvent): Promise<void> {
    return this.scorecards.count(event);
  }
}
