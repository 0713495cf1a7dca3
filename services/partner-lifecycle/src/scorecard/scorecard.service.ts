import { Injectable } from '@nestjs/common';
import type { ReceivedEvent } from '@tributary/contracts';
import { Clock, systemActor } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';
import { factsOf } from './counted-events.service.js';
import { factParameters, insertFacts, openingParameters, openScorecards } from './scorecard-facts.service.js';

const actor = systemActor('scorecards');
const insert = insertFacts('scorecard_fact');

@Injectable()
export class ScorecardService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Adds what an event tells. Nothing is read and nothing is changed, so neither order nor repetition makes a difference. */
  async count(event: ReceivedEvent): Promise<void> {
    const facts = factsOf(event);
    if (facts.length === 0) return;
    await this.unitOfWork.run(actor, (tx) => {
      tx.execute(insert, factParameters(facts, this.clock.now()));
      tx.execute(openScorecards, openingParameters(facts));
      return Promise.resolve();
    });
  }

  /** Opens the partner's scorecards of the running month, quarter and year: what did not happen is to be seen, too. */
  open(partnerId: string): Promise<void> {
    return this.unitOfWork.run(actor, (tx) => {
      tx.execute(openScorecards, openingParameters([{ partnerId, at: this.clock.now() }]));
      return Promise.resolve();
    });
  }
}
