import { Injectable } from '@nestjs/common';
import type { RowOutcome } from '@tributary/http';
import { Clock, DomainError, Ids, territoriesOf } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import { LeadScoringService, type Score } from '../lead-scoring/lead-scoring.service.js';
import { PartnerService, type NearTerritory } from '../partner/partner.service.js';
import { contactKeys } from './contact-keys.js';
import { KnownLeads } from './known-leads.js';
import { tidied } from './lead-facts.js';
import type { LeadFacts } from './lead-state.js';
import { leads } from './lead.schema.js';
import { Lead } from './lead.js';

/** One line: what it says, and what to do if it is known. */
export interface LeadLine {
  readonly facts: LeadFacts;
  readonly merges: boolean;
}

interface Ground {
  readonly known: KnownLeads;
  readonly loaded: Map<string, Lead>;
  readonly territories: ReadonlyMap<string, NearTerritory>;
  readonly score: Score;
}

const alike = `
  SELECT id, CASE WHEN open THEN email_key END AS "emailKey", CASE WHEN open THEN person_key END AS "personKey",
         external_system AS "externalSystem", external_id AS "externalId"
    FROM (SELECT l.*, l.status NOT IN ('converted', 'disqualified') AS open FROM lead l
           WHERE l.id IN (
             SELECT id FROM lead WHERE email_key = ANY ($1) AND status NOT IN ('converted', 'disqualified')
             UNION SELECT id FROM lead WHERE person_key = ANY ($2) AND status NOT IN ('converted', 'disqualified')
             UNION SELECT e.id FROM lead e JOIN unnest($3::text[], $4::text[]) AS x(system, id)
                    ON e.external_system = x.system AND e.external_id = x.id)) l ORDER BY created_at, id`;

@Injectable()
export class LeadImportService {
  constructor(
    private readonly scoring: LeadScoringService,
    private readonly partners: PartnerService,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** A lead that its external id knows stays as it is; one of the same person is refused, or merged if the line asks for it and the actor may. */
  async apply(tx: Transaction, lines: readonly LeadLine[]): Promise<RowOutcome[]> {
    const tidy = lines.map(({ facts, merges }) => ({ facts: tidied(facts), merges }));
    const ground = await this.open(tx, tidy);
    return tidy.map((line) => {
      try {
        return this.put(tx, line, ground);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return refused(error.code, error.message);
      }
    });
  }

  private async open(tx: Transaction, lines: readonly LeadLine[]): Promise<Ground> {
    const keys = lines.map(({ facts }) => contactKeys(facts));
    const named = lines.map(({ facts }) => facts).filter(({ externalId }) => externalId !== null);
    const [rows, territories, score] = await Promise.all([
      tx.read<Parameters<KnownLeads['know']>[0]>(alike, [
        ...[keys.map(({ emailKey }) => emailKey), keys.map(({ personKey }) => personKey)],
        ...[named.map(({ externalSystem }) => externalSystem), named.map(({ externalId }) => externalId)],
      ]),
      this.partners.territoriesOf(
        tx,
        lines.map(({ facts }) => facts.company.country),
      ),
      this.scoring.inForce(tx),
      ...lines.map(() => tx.number(leads)),
    ]);
    const known = new KnownLeads();
    for (const row of rows) known.know(row);
    const toMerge = lines.flatMap(({ facts, merges }) => (merges ? (known.like(facts) ?? []) : []));
    const found = await Promise.all([...new Set(toMerge)].sort().map((id) => tx.load(leads, id)));
    const own = territoriesOf(tx.actor);
    const mergeable = found.filter(({ state }) => own === null || own.includes(state.territory ?? ''));
    return { known, loaded: new Map(mergeable.map((lead) => [lead.state.id, lead])), territories, score };
  }

  private put(tx: Transaction, { facts, merges }: LeadLine, { known, loaded, territories, score }: Ground): RowOutcome {
    const same = known.external(facts);
    if (same !== null) return { status: 'unchanged', id: same };
    const like = known.like(facts);
    if (like !== null) {
      const first = loaded.get(like);
      if (!merges || first === undefined) return refused('LEAD_DUPLICATE', `This interest is known already: ${like}.`);
      first.merge(facts, (all) => score(all, first.state));
      return { status: 'updated', id: tx.save(leads, first).id };
    }
    const territory = territories.get(facts.company.country);
    const place = { territory: territory?.code ?? null, contributedBy: null };
    const beginning = { id: this.ids.next(), territoryId: territory?.id ?? null, ...place };
    const lead = Lead.capture(beginning, facts, score(facts, place), this.clock.now());
    const { id } = tx.save(leads, lead);
    known.know(lead.state);
    loaded.set(id, lead);
    return { status: 'created', id };
  }
}

function refused(code: string, detail: string): RowOutcome {
  return { status: 'refused', errors: [{ pointer: '', code, detail }] };
}
