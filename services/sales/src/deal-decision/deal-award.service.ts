import { Injectable } from '@nestjs/common';
import { Clock, Forbidden, Ids, NotFound, RuleViolation, territoriesOf, type Actor } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import { DealConflictService } from '../deal-conflict/deal-conflict.service.js';
import type { DealRegistration } from '../deal-registration/deal-registration.js';
import type { Refusal } from '../deal-registration/rejection.js';
import { DealRegistrationService, type SavedDeal } from '../deal-registration/deal-registration.service.js';
import { DealDecisionService } from './deal-decision.service.js';

/** How the vendor decides a conflict: for one side or for both. */
@Injectable()
export class DealAwardService {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly deals: DealRegistrationService,
    private readonly decisions: DealDecisionService,
    private readonly conflicts: DealConflictService,
  ) {}

  /** Decides the conflict for this registration: undecided rivals are rejected, a direct opportunity goes on as its own. */
  award(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.conflicts.decide(actor, async (tx) => {
      const { deal, rivals, leads, direct, opening, calendars } = await this.withRivals(tx, id);
      const approval = {
        ...(await this.decisions.approval(tx, deal, reason, direct?.sourceId ?? opening.opportunityId)),
        reason,
      };
      const now = this.clock.now();
      deal.award(approval, {
        protected: leads.length > 0 || rivals.some(({ state }) => state.protectedUntil && state.protectedUntil > now),
      });
      for (const rival of rivals) {
        if (rival.state.status !== 'in_review' && rival.state.status !== 'conflict_hold') continue;
        settleAgainst(rival, deal, { by: actor.subject, calendar: calendars(rival.state.id), now });
        this.deals.save(tx, rival);
      }
      return direct === undefined
        ? this.deals.saveDecided(tx, deal, opening)
        : this.deals.saveLinked(tx, deal, direct.sourceId);
    });
  }

  /** Decides the conflict for both sides: they are protected side by side. */
  coProtect(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.conflicts.decide(actor, async (tx) => {
      const { deal, rivals, leads, opening } = await this.withRivals(tx, id);
      // What the partner has in its hands may come back as another deal: that is judged when it does.
      const others = rivals.filter(({ state }) => state.status !== 'returned');
      if (others.length + leads.length === 0)
        throw new RuleViolation('NO_RIVAL', 'No other registration of this customer stands.');
      const group = others.map((other) => other.state.sharedGroup).find((each) => each !== null) ?? this.ids.next();
      const approval = { ...(await this.decisions.approval(tx, deal, reason, opening.opportunityId)), reason };
      deal.coProtect(approval, group);
      for (const other of others) {
        other.share(actor.subject, group);
        this.deals.save(tx, other);
        this.conflicts.share(tx, other.state.id, group);
      }
      for (const lead of leads) this.conflicts.share(tx, lead.sourceId, group);
      return this.deals.saveDecided(tx, deal, opening);
    });
  }

  private async withRivals(tx: Transaction, id: string) {
    const [rivals, pipeline] = await Promise.all([
      this.conflicts.rivalsOf(tx, id, this.clock.now()),
      this.deals.prepare(tx),
      this.deals.refuseBarred(tx, id),
    ]);
    const leads = rivals.filter((rival) => rival.class === 'lead');
    const direct = rivals.find((rival) => rival.class === 'direct_pipeline');
    const rivalIds = rivals.filter((rival) => rival.class === 'registration').map(({ sourceId }) => sourceId);
    const [{ deal, others }, calendars, claims] = await Promise.all([
      this.loadAmong(tx, id, rivalIds),
      this.deals.calendars(tx, rivalIds),
      this.conflicts.claimsOf(tx, id, this.clock.now()),
    ]);
    refuseElsewhere(tx.actor, others);
    const opening = await this.deals.opening(tx, pipeline, claims);
    return { deal, rivals: others, leads, direct, opening, calendars };
  }

  /** A registration and others, all in one flight and in the order of their ids: two decisions never wait for each other in a circle. */
  private async loadAmong(tx: Transaction, id: string, otherIds: readonly string[]) {
    const loads = [id, ...otherIds].sort().map(async (each) => ({
      id: each,
      deal: each === id ? await this.deals.load(tx, id) : await this.deals.find(tx, 'id', each),
    }));
    const loaded = await Promise.all(loads);
    const others = loaded.flatMap((each) => (each.id === id || each.deal === null ? [] : [each.deal]));
    const deal = loaded.find((each) => each.id === id)?.deal;
    if (!deal) throw new NotFound('deal registration');
    return { deal, others };
  }
}

// A decision for one side is one on the other as well, and a manager decides in its own territories only.
function refuseElsewhere(actor: Actor, rivals: readonly DealRegistration[]): void {
  const own = territoriesOf(actor);
  if (own === null || rivals.every(({ state }) => own.includes(state.territory ?? ''))) return;
  throw new Forbidden('CROSS_TERRITORY_DECISION', 'Another side of the conflict belongs to another territory.');
}

// Who claims more than was awarded keeps the rest: it comes back without a decision, to be submitted without what is lost.
function settleAgainst(
  rival: DealRegistration,
  winner: DealRegistration,
  { by, calendar, now }: Omit<Refusal, 'reason'>,
): void {
  const awarded = new Set(winner.state.lines.map(({ family }) => family));
  const lost = [...new Set(rival.state.lines.map(({ family }) => family).filter((family) => awarded.has(family)))];
  if (rival.state.lines.every(({ family }) => awarded.has(family))) {
    const reason = 'The customer was awarded to another registration.';
    return rival.reject({ by, reason, code: 'CONFLICT_LOST', calendar, now });
  }
  const reason = `The customer was awarded to another registration for ${lost.join(', ')}: submit again without it.`;
  rival.return(by, reason, calendar, now);
}
