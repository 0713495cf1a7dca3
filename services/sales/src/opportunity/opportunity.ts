import { Aggregate, changedFields, Conflict, InvalidTransition, Money, RuleViolation } from '@tributary/kernel';
import { toldBy, type ImportedHistory } from './imported-history.js';
import type { Opening, OpportunityDetails, OpportunityState, Party } from './opportunity-state.js';
import { missingFor, type Pipeline, type Stage } from './stage.js';

export type OpportunityEvent =
  | { readonly type: 'OpportunityCreated' }
  | { readonly type: 'OpportunityImported'; readonly system: string; readonly importedBy: string }
  | { readonly type: 'OpportunityRevised'; readonly revisedBy: string }
  | { readonly type: 'OpportunityLinked'; readonly dealRegistrationId: string; readonly linkedBy: string }
  | { readonly type: 'OpportunityLeadLinked'; readonly leadId: string; readonly linkedBy: string }
  | { readonly type: 'OpportunityStageChanged'; readonly from: string; readonly to: string; readonly changedBy: string }
  | { readonly type: 'OpportunityWon'; readonly wonBy: string; readonly wonAt: Date }
  | { readonly type: 'OpportunityLost'; readonly reason: string; readonly lostBy: string; readonly lostAt: Date };

/** Who brings history over, from where, and when. */
export interface ImportedBy {
  readonly subject: string;
  readonly system: string;
  readonly at: Date;
}

/** What a registration tells of its opportunity. */
export type Registered = Pick<
  OpportunityState,
  | 'distributorId'
  | 'hiddenFromDistributor'
  | 'territory'
  | 'parties'
  | 'lines'
  | 'value'
  | 'expectedCloseOn'
  | 'competitors'
> & { readonly dealRegistrationId: string };

/** A chance of business from its opening through the stages of a pipeline to a win or a loss. */
export class Opportunity extends Aggregate<OpportunityState, OpportunityEvent> {
  static open(opening: Opening, pipeline: Pipeline): Opportunity {
    splitsAddUp(opening.parties);
    oneCurrency(opening);
    const [first] = pipeline.stages;
    if (first === undefined) throw new RangeError(`Pipeline ${pipeline.code} has no stage.`);
    const opportunity = new Opportunity({
      ...opening,
      status: 'open',
      pipeline: pipeline.code,
      stage: shown(first),
      forecastCategory: first.forecastCategory,
      stages: [{ stage: first.code, enteredAt: opening.openedAt.toISOString(), leftAt: null }],
      lossReason: null,
      closedAt: null,
    });
    opportunity.apply({}, { type: 'OpportunityCreated' });
    return opportunity;
  }

  /** Brought over from another system with its own days. Nobody earns by it, and nothing is protected. */
  static imported(id: string, history: ImportedHistory, pipeline: Pipeline, by: ImportedBy): Opportunity {
    const opportunity = new Opportunity({
      ...toldBy(history, pipeline, history.openedAt ?? history.closedAt ?? by.at, by.at),
      id,
      source: 'imported',
      dealRegistrationId: null,
      leadId: null,
      distributorId: null,
      hiddenFromDistributor: false,
      competitors: [],
    });
    oneCurrency(opportunity.state);
    opportunity.apply({}, { type: 'OpportunityImported', system: by.system, importedBy: by.subject });
    return opportunity;
  }

  /** The system it came from tells it otherwise now. What has been done here since is not the other system's to undo. */
  correct(history: ImportedHistory, pipeline: Pipeline, by: ImportedBy & { readonly isPursuedHere: boolean }): void {
    const closedAt = known(this.state.closedAt, history.closedAt);
    const opened = known(this.state.openedAt, history.openedAt) ?? this.state.openedAt;
    // Where nobody knows the beginning, its import stands for it; the end may turn out to lie before that.
    const openedAt = history.openedAt === null && closedAt !== null && closedAt < opened ? closedAt : opened;
    const told = toldBy({ ...history, closedAt }, pipeline, openedAt, by.at);
    // Through which stages it went here, no other system can tell.
    const changed = changedFields<OpportunityState>(this.state, told).filter(
      (field) => field !== 'stages' || !by.isPursuedHere,
    );
    if (changed.length === 0) return;
    if (by.isPursuedHere)
      throw new Conflict(
        'PURSUED_HERE',
        'It was worked on here after it had been brought over: it is not overwritten.',
      );
    oneCurrency(told);
    this.apply(told, { type: 'OpportunityImported', system: by.system, importedBy: by.subject });
  }

  revise(change: Partial<OpportunityDetails>, revisedBy: string): void {
    this.mustBeOpen();
    splitsAddUp(change.parties ?? this.state.parties);
    oneCurrency({ ...this.state, ...change });
    this.apply(change, { type: 'OpportunityRevised', revisedBy });
  }

  /** A partner's registration was awarded what the vendor pursued directly: the two go on as one. */
  link(
    deal: Pick<OpportunityState, 'partnerId' | 'distributorId' | 'hiddenFromDistributor' | 'territory' | 'parties'> & {
      dealRegistrationId: string;
    },
    linkedBy: string,
  ): void {
    this.mustBeOpen();
    this.apply(deal, { type: 'OpportunityLinked', dealRegistrationId: deal.dealRegistrationId, linkedBy });
  }

  get isOfLeadAlone(): boolean {
    const { status, leadId, dealRegistrationId } = this.state;
    return status === 'open' && leadId !== null && dealRegistrationId === null;
  }

  get isWithoutLead(): boolean {
    return this.state.status === 'open' && this.state.leadId === null;
  }

  /** What the partner's lead became goes on as its registration's, which tells what nobody has told yet. */
  goOnAs(deal: Registered, linkedBy: string): void {
    this.mustBeOpen();
    const { dealRegistrationId, distributorId, hiddenFromDistributor, territory } = deal;
    const { lines, expectedCloseOn, parties, competitors } = this.state;
    const distributors = deal.parties.filter(({ role }) => role === 'distributes');
    const others = parties.filter(({ role }) => role !== 'distributes');
    this.apply(
      {
        ...{ dealRegistrationId, distributorId, hiddenFromDistributor, territory },
        ...(lines.length === 0 ? { lines: deal.lines, value: deal.value } : {}),
        expectedCloseOn: expectedCloseOn ?? deal.expectedCloseOn,
        competitors: competitors.length === 0 ? deal.competitors : competitors,
        parties: others.length === 0 ? deal.parties : [...others, ...distributors],
      },
      { type: 'OpportunityLinked', dealRegistrationId, linkedBy },
    );
  }

  /** A lead of the same business was converted after its registration had been approved. */
  linkLead(leadId: string, linkedBy: string): void {
    this.mustBeOpen();
    this.apply({ leadId }, { type: 'OpportunityLeadLinked', leadId, linkedBy });
  }

  /** Moves to another stage, forward or back; forward only as far as the exit criteria on the way are met. */
  advance(to: string, pipeline: Pipeline, changedBy: string, now: Date): void {
    this.mustBeOpen();
    const target = pipeline.stages.find((stage) => stage.code === to && stage.outcome === null);
    if (target === undefined) {
      throw new RuleViolation('UNKNOWN_STAGE', `Pipeline ${pipeline.code} has no open stage "${to}".`);
    }
    const from = this.state.stage.code;
    if (from === to) throw new RuleViolation('ALREADY_IN_STAGE', `The opportunity is in stage "${to}" already.`);
    const missing = missingFor(this.state, pipeline, from, to);
    if (missing.length > 0) {
      throw new RuleViolation('EXIT_CRITERIA_UNMET', 'Fields that a stage asks for are missing.', {
        errors: missing.map(({ stage, field }) => ({
          pointer: `/${field}`,
          code: 'MISSING',
          detail: `Stage ${stage} asks for it.`,
        })),
      });
    }
    this.apply(this.entering(target, now), { type: 'OpportunityStageChanged', from, to, changedBy });
  }

  win(pipeline: Pipeline, wonBy: string, now: Date): void {
    this.mustBeOpen();
    const { lines, value } = this.state;
    if (lines.length === 0 || Money.from(value).isZero) {
      throw new RuleViolation('WIN_NEEDS_LINES', 'A win has an amount and lines.');
    }
    this.close('won', pipeline, now, {}, { type: 'OpportunityWon', wonBy, wonAt: now });
  }

  /** A win that was claimed for a registration is lost as well when the registration says so: the claim did not stand. */
  lose(reason: string, pipeline: Pipeline, lostBy: string, now: Date, isClaimRefuted = false): void {
    if (this.state.status !== 'won' || !isClaimRefuted) this.mustBeOpen();
    if (reason.trim() === '') throw new RuleViolation('LOSS_NEEDS_REASON', 'A loss has a reason.');
    this.close('lost', pipeline, now, { lossReason: reason }, { type: 'OpportunityLost', reason, lostBy, lostAt: now });
  }

  private close(
    status: 'won' | 'lost',
    pipeline: Pipeline,
    now: Date,
    change: Partial<OpportunityState>,
    event: OpportunityEvent,
  ): void {
    const target = pipeline.stages.find((stage) => stage.outcome === status);
    if (target === undefined) throw new RangeError(`Pipeline ${pipeline.code} has no stage for what is ${status}.`);
    this.apply({ ...this.entering(target, now), ...change, status, closedAt: now }, event);
  }

  private entering(stage: Stage, now: Date): Partial<OpportunityState> {
    const at = now.toISOString();
    const stages = this.state.stages.map((visit) => (visit.leftAt === null ? { ...visit, leftAt: at } : visit));
    const leftAt = stage.outcome === null ? null : at;
    return {
      stage: shown(stage),
      forecastCategory: stage.forecastCategory,
      stages: [...stages, { stage: stage.code, enteredAt: at, leftAt }],
    };
  }

  private mustBeOpen(): void {
    if (this.state.status !== 'open') throw new InvalidTransition(this.state.status, []);
  }
}

function shown({ code, name, probability }: Stage): OpportunityState['stage'] {
  return { code, name, probability };
}

function oneCurrency({ value, lines }: Pick<OpportunityDetails, 'value' | 'lines'>): void {
  if (lines.some((line) => line.value.currency !== value.currency)) {
    throw new RuleViolation('MIXED_CURRENCIES', 'The value and all lines are in one currency.');
  }
}

function splitsAddUp(parties: readonly Party[]): void {
  const hundredths = parties.flatMap((party) => (party.split === null ? [] : [Math.round(Number(party.split) * 100)]));
  if (hundredths.length > 0 && hundredths.reduce((sum, part) => sum + part, 0) !== 10_000) {
    throw new RuleViolation('SPLITS_DO_NOT_ADD_UP', 'The splits of the parties sum to 100.');
  }
}

// Other systems tell the day: if it is the day that is known, the instant that is known stays.
function known(instant: Date | null, told: Date | null): Date | null {
  return instant?.toISOString().slice(0, 10) === told?.toISOString().slice(0, 10) ? instant : told;
}
