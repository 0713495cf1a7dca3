import { Injectable } from '@nestjs/common';
import { Clock, Conflict, type Actor } from '@tributary/kernel';
import { Reads, UnitOfWork, type Transaction } from '@tributary/persistence';
import type { LeadFacts, Scored } from '../lead/lead-state.js';
import { shippedScoringRules } from './lead-scoring.file.js';
import { scoreOf } from './score.js';
import { refuseUnfit, type ScoringRules } from './scoring-rule.js';

/** The rules in force, ready to score with. */
export type Score = (facts: LeadFacts, place: { territory: string | null; contributedBy: string | null }) => Scored;

/** A version of the rules with who made it; the shipped one nobody did. */
export interface ScoringEdition extends ScoringRules {
  readonly changedBy: string | null;
  readonly changedAt: Date | null;
}

const editions = `
  SELECT version, rules ->> 'hotFrom' AS "hotFrom", rules -> 'rules' AS rules, changed_by AS "changedBy", changed_at AS "changedAt"
    FROM lead_scoring ORDER BY version DESC`;
const versionTaken = {
  lead_scoring_pkey: () => new Conflict('SCORING_CHANGED', 'Somebody else has changed the rules meanwhile.'),
};

@Injectable()
export class LeadScoringService {
  readonly #shipped: ScoringEdition = { ...shippedScoringRules(), changedBy: null, changedAt: null };

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  /** Read in the flight of what the command reads. */
  async inForce(tx: Transaction): Promise<Score> {
    const rules = await this.newest(tx);
    return (facts, { territory, contributedBy }) =>
      scoreOf(rules, { ...facts, territory, contributedBy }, this.clock.now());
  }

  /** The newest first, the shipped one last. */
  async all(actor: Actor): Promise<ScoringEdition[]> {
    const made = await this.reads.query<ScoringEdition>(actor, `${editions} LIMIT 199`);
    return [...made.map(numbered), this.#shipped];
  }

  /** Makes the next version; leads are scored by it from their next change on. */
  change(actor: Actor, { hotFrom, rules, version }: ScoringRules): Promise<ScoringEdition> {
    refuseUnfit(rules);
    return this.unitOfWork.run(
      actor,
      async (tx) => {
        const before = await this.newest(tx);
        if (before.version !== version)
          throw new Conflict('SCORING_CHANGED', `Version ${before.version} is in force, not ${version}.`);
        const next = { hotFrom, rules, version: before.version + 1 };
        const [changedBy, changedAt] = [actor.subject, this.clock.now()];
        tx.execute('INSERT INTO lead_scoring (version, rules, changed_by, changed_at) VALUES ($1, $2, $3, $4)', [
          ...[next.version, JSON.stringify({ hotFrom, rules }), changedBy, changedAt],
        ]);
        return { ...next, changedBy, changedAt };
      },
      { conflicts: versionTaken },
    );
  }

  private async newest(tx: Transaction): Promise<ScoringEdition> {
    const [newest] = await tx.read<ScoringEdition>(`${editions} LIMIT 1`);
    return newest === undefined ? this.#shipped : numbered(newest);
  }
}

function numbered(edition: ScoringEdition): ScoringEdition {
  return { ...edition, hotFrom: Number(edition.hotFrom) };
}
