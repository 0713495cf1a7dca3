import { Injectable } from '@nestjs/common';
import type { RowOutcome } from '@tributary/http';
import { Conflict, DomainError } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import { OpportunityHistoryService, type BroughtOver } from '../opportunity/opportunity-history.service.js';
import { HistoryFactsService, type HistoryFacts } from './history-facts.service.js';
import { HistoryReadingService, isWrong } from './history-reading.service.js';
import { readOpportunityRow, type OpportunityReading, type OpportunityRow } from './opportunity-row.js';

const remember = `INSERT INTO opportunity_import (system, external_id, opportunity_id, stated, version)
  SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::jsonb[], $5::int[])
  ON CONFLICT (system, external_id) DO UPDATE SET stated = excluded.stated, version = excluded.version`;

/** What is to be remembered of a row: whose it is, what its source said, and which version of the opportunity that made. */
type Remembered = readonly [system: string, externalId: string, id: string, stated: string, version: number];

@Injectable()
export class OpportunityImportService {
  constructor(
    private readonly history: OpportunityHistoryService,
    private readonly facts: HistoryFactsService,
    private readonly reading: HistoryReadingService,
  ) {}

  /** Opportunities are told apart by system and external id. What a source repeats is not even loaded. */
  async apply(tx: Transaction, rows: readonly OpportunityRow[]): Promise<RowOutcome[]> {
    const readings = rows.map(readOpportunityRow);
    const facts = await this.facts.of(tx, readings);
    const batch = new Map<string, BroughtOver>();
    for (const { id, version, isSame } of facts.known.values())
      if (version !== null && !isSame) batch.set(id, { opportunity: await this.history.load(tx, id), version });
    const remembered = new Map<string, Remembered>();
    const outcomes = readings.map((reading, place) => {
      try {
        return this.put(tx, reading, place, facts, batch, remembered);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return refused(error);
      }
    });
    if (remembered.size > 0) {
      const all = [...remembered.values()];
      tx.execute(
        remember,
        [0, 1, 2, 3, 4].map((column) => all.map((row) => row[column])),
      );
    }
    return outcomes;
  }

  private put(
    tx: Transaction,
    reading: OpportunityReading,
    place: number,
    facts: HistoryFacts,
    batch: Map<string, BroughtOver>,
    remembered: Map<string, Remembered>,
  ): RowOutcome {
    const known = facts.known.get(place);
    if (known?.version === null)
      throw new Conflict('MADE_HERE', 'This opportunity came to be here: another system does not overwrite it.');
    const key = JSON.stringify([reading.system, reading.externalId]);
    const stated = JSON.stringify(reading.row);
    const earlier = remembered.get(key);
    if (earlier === undefined ? known?.isSame === true : earlier[3] === stated)
      return { status: 'unchanged', id: earlier?.[2] ?? known!.id };
    const history = this.reading.read(tx.actor, reading, facts);
    if (isWrong(history)) return { status: 'refused', errors: history.errors };
    const before = batch.get(earlier?.[2] ?? known?.id ?? '');
    const after =
      before === undefined
        ? this.history.bringOver(tx, history, reading.system, facts.pipeline)
        : this.history.correct(tx, before, history, reading.system, facts.pipeline);
    const { opportunity, version } = after ?? before!;
    const { id } = opportunity.state;
    batch.set(id, { opportunity, version });
    remembered.set(key, [reading.system, reading.externalId, id, stated, version]);
    return { status: before === undefined ? 'created' : after === null ? 'unchanged' : 'updated', id };
  }
}

function refused({ code, message, facts }: DomainError): RowOutcome {
  return { status: 'refused', errors: facts.errors ?? [{ pointer: '', code, detail: message }] };
}
