import { Aggregate, InvalidTransition, RuleViolation, type BusinessCalendar } from '@tributary/kernel';
import type { Grade, ServiceLevelTerms, ServiceTarget } from '../service-level/service-level.js';
import { met, nextTelling, paused, promised, retargeted, running, unmet, untold } from './service-promise.js';
import {
  nextStatus,
  type Assignment,
  type PromiseName,
  type ServiceRequestEvent,
  type ServiceRequestState,
  type ServiceRequestStatus,
} from './service-request-state.js';

const day = 86_400_000;
const promises = ['firstResponse', 'resolution'] as const satisfies readonly PromiseName[];
type Promises = Pick<ServiceRequestState, PromiseName>;

export type NewServiceRequest = Pick<
  ServiceRequestState,
  | ('id' | 'partnerId' | 'openedBy' | 'kind' | 'title' | 'description' | 'impact' | 'urgency' | 'tier')
  | ('levelVersion' | 'family' | 'territory' | 'assetId' | 'dealId')
>;

/**
 * What a partner asks the vendor for: opened, assigned, worked on, resolved and closed; reopened if it was not done after all. Two
 * promises run with it in business time and stand still while the partner is waited for.
 */
export class ServiceRequest extends Aggregate<ServiceRequestState, ServiceRequestEvent> {
  static open(asked: NewServiceRequest, target: ServiceTarget, now: Date, calendar: BusinessCalendar): ServiceRequest {
    const given = {
      firstResponse: promised(target.firstResponseMinutes, now, calendar),
      resolution: promised(target.resolutionMinutes, now, calendar),
    };
    const request = new ServiceRequest({
      ...asked,
      ...withTelling(given),
      status: 'new',
      priority: target.priority,
      assignedTo: null,
      assignment: null,
      openedAt: now,
      resolvedAt: null,
      answer: null,
      reopenUntil: null,
      closeAt: null,
      satisfaction: null,
      satisfactionNote: null,
    });
    request.apply({}, { type: 'ServiceRequestOpened' });
    return request;
  }

  /** The clocks take no notice of who has it. */
  assign(assignment: Assignment, now: Date): void {
    const { status, assignedTo } = this.state;
    const becomes = status === 'new' || status === 'reopened' ? 'assigned' : status;
    this.mustBecome(becomes);
    if (assignedTo === assignment.to && becomes === status)
      throw new RuleViolation('ALREADY_ASSIGNED', `${assignment.to} has it already.`);
    this.tell(now);
    const { to, automatic } = assignment;
    this.apply({ status: becomes, assignedTo: to, assignment }, { type: 'ServiceRequestAssigned', to, automatic });
  }

  /** The vendor said something to the partner. Only the first time settles a promise. */
  respond(now: Date, calendar: BusinessCalendar): void {
    if (this.state.firstResponse.metAt !== null) return;
    this.tell(now);
    const { firstResponse, resolution } = this.state;
    const change = withTelling({ firstResponse: met(firstResponse, now, calendar), resolution });
    this.apply(change, { type: 'ServiceRequestResponded', respondedAt: now });
  }

  start(now: Date): void {
    const { status } = this.state;
    if (status !== 'assigned' && status !== 'reopened') throw new InvalidTransition(status, nextStatus[status]);
    this.tell(now);
    this.apply({ status: 'in_progress' }, { type: 'ServiceRequestStarted' });
  }

  /** Whoever asks the partner for something has responded. */
  wait(now: Date, calendar: BusinessCalendar): void {
    if (this.state.status === 'waiting_on_partner') throw new InvalidTransition('waiting_on_partner', ['in_progress']);
    this.mustBecome('waiting_on_partner');
    this.respond(now, calendar);
    this.tell(now);
    const { firstResponse, resolution } = this.state;
    const change = withTelling({ firstResponse, resolution: paused(resolution, now, calendar) });
    this.apply({ ...change, status: 'waiting_on_partner' }, { type: 'ServiceRequestWaiting', waitingSince: now });
  }

  resume(now: Date, calendar: BusinessCalendar): void {
    if (this.state.status !== 'waiting_on_partner')
      throw new InvalidTransition(this.state.status, nextStatus[this.state.status]);
    const { firstResponse, resolution } = this.state;
    const change = withTelling({ firstResponse, resolution: running(resolution, now, calendar) });
    this.apply({ ...change, status: 'in_progress' }, { type: 'ServiceRequestResumed' });
    this.tell(now);
  }

  prioritize(
    grades: { readonly impact: Grade; readonly urgency: Grade },
    target: ServiceTarget,
    reason: string,
    now: Date,
    calendar: BusinessCalendar,
  ): void {
    const { status, priority: was } = this.state;
    if (status === 'resolved' || status === 'closed') throw new InvalidTransition(status, nextStatus[status]);
    this.tell(now);
    const change = withTelling({
      firstResponse: retargeted(this.state.firstResponse, target.firstResponseMinutes, now, calendar),
      resolution: retargeted(this.state.resolution, target.resolutionMinutes, now, calendar),
    });
    const event = { type: 'ServiceRequestPrioritized', was, reason } as const;
    this.apply({ ...grades, ...change, priority: target.priority }, event);
    this.tell(now);
  }

  resolve(answer: string, terms: ServiceLevelTerms, now: Date, calendar: BusinessCalendar): void {
    this.mustBecome('resolved');
    this.respond(now, calendar);
    this.tell(now);
    const { firstResponse, resolution } = this.state;
    const reopenUntil = new Date(now.getTime() + terms.reopenDays * day);
    const closeAt = new Date(now.getTime() + terms.autoCloseDays * day);
    const change = withTelling({ firstResponse, resolution: met(resolution, now, calendar) });
    const resolved = { ...change, status: 'resolved', answer, resolvedAt: now, reopenUntil, closeAt } as const;
    this.apply(resolved, { type: 'ServiceRequestResolved', reopenUntil });
  }

  close(automatic = false): void {
    this.mustBecome('closed');
    this.apply({ status: 'closed', closeAt: null }, { type: 'ServiceRequestClosed', automatic });
  }

  rate(satisfaction: number, satisfactionNote: string | null): void {
    const { status } = this.state;
    if (status !== 'closed') throw new InvalidTransition(status, nextStatus[status]);
    if (this.state.satisfaction !== null) throw new RuleViolation('ALREADY_RATED', 'It has been rated already.');
    this.apply({ satisfaction, satisfactionNote }, { type: 'ServiceRequestRated', satisfaction });
  }

  reopen(reason: string, now: Date, calendar: BusinessCalendar): void {
    this.mustBecome('reopened');
    const { reopenUntil, firstResponse, resolution } = this.state;
    if (reopenUntil === null || now > reopenUntil)
      throw new RuleViolation('REOPEN_TOO_LATE', 'It was resolved too long ago: open a new request.');
    const change = withTelling({ firstResponse, resolution: unmet(resolution, now, calendar) });
    const unanswered = { resolvedAt: null, answer: null, reopenUntil: null, closeAt: null };
    const unrated = { satisfaction: null, satisfactionNote: null }; // what was rated is the answer that did not do
    this.apply(
      { ...change, ...unanswered, ...unrated, status: 'reopened' },
      { type: 'ServiceRequestReopened', reason },
    );
    this.tell(now);
  }

  /** What time has made due: a warning, a breach, the end. Nothing of it twice. */
  keepTime(now: Date): void {
    this.tell(now);
    const { status, closeAt } = this.state;
    if (status === 'resolved' && closeAt !== null && closeAt <= now) this.close(true);
  }

  // Every verb that moves a clock tells first what the clock showed until then: a worker that comes late hides nothing.
  private tell(now: Date): void {
    for (const promise of promises) {
      const { dueAt } = this.state[promise];
      for (const what of untold(this.state[promise], now)) {
        const { firstResponse, resolution } = this.state;
        const told = { ...this.state[promise], [what]: true };
        const change = withTelling({ firstResponse, resolution, [promise]: told });
        const type = what === 'warned' ? 'ServiceRequestSlaWarned' : 'ServiceRequestSlaBreached';
        this.apply(change, { type, promise, dueAt: dueAt ?? now.toISOString() });
      }
    }
  }

  private mustBecome(status: ServiceRequestStatus): void {
    const allowed: readonly ServiceRequestStatus[] = nextStatus[this.state.status];
    if (!allowed.includes(status)) throw new InvalidTransition(this.state.status, allowed);
  }
}

function withTelling({ firstResponse, resolution }: Promises): Promises & Pick<ServiceRequestState, 'tellAt'> {
  const due = [nextTelling(firstResponse), nextTelling(resolution)].filter((each) => each !== null);
  const tellAt = due.length === 0 ? null : new Date(Math.min(...due.map((each) => each.getTime())));
  return { firstResponse, resolution, tellAt };
}
