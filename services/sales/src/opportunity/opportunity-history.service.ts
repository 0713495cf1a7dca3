import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '@tributary/kernel';
import { rowFactsOf, type Transaction } from '@tributary/persistence';
import { PipelineService } from '../pipeline/pipeline.service.js';
import type { ImportedHistory } from './imported-history.js';
import { Opportunity } from './opportunity.js';
import { opportunities } from './opportunity.schema.js';
import type { Pipeline } from './stage.js';

/** What was brought over, and as which version of it that was done. */
export interface BroughtOver {
  readonly opportunity: Opportunity;
  readonly version: number;
}

/** Opportunities as other systems tell them; what comes of them later here is the business of the other services. */
@Injectable()
export class OpportunityHistoryService {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly pipelines: PipelineService,
  ) {}

  /** The default pipeline, and a number for each row of the query, in the flight of the other reads. */
  async prepare(tx: Transaction, newOnes: string, parameters: readonly unknown[]): Promise<Pipeline> {
    const [pipeline] = await Promise.all([
      this.pipelines.stages(tx, null),
      tx.numberEach(opportunities, newOnes, parameters),
    ]);
    return pipeline;
  }

  load(tx: Transaction, id: string): Promise<Opportunity> {
    return tx.load(opportunities, id);
  }

  bringOver(tx: Transaction, history: ImportedHistory, system: string, pipeline: Pipeline): BroughtOver {
    const by = { subject: tx.actor.subject, system, at: this.clock.now() };
    const opportunity = Opportunity.imported(this.ids.next(), history, pipeline, by);
    return { opportunity, version: tx.save(opportunities, opportunity).version };
  }

  /** Null if the source says nothing that is not known. */
  correct(
    tx: Transaction,
    { opportunity, version }: BroughtOver,
    history: ImportedHistory,
    system: string,
    pipeline: Pipeline,
  ): BroughtOver | null {
    const before = rowFactsOf(opportunity)?.version;
    const by = { subject: tx.actor.subject, system, at: this.clock.now(), isPursuedHere: before !== version };
    opportunity.correct(history, pipeline, by);
    const after = tx.save(opportunities, opportunity).version;
    return after === before ? null : { opportunity, version: after };
  }
}
