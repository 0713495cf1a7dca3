import type { BusinessCalendar } from '@tributary/kernel';

/**
 * One of the two things that are promised for a request, in business minutes of the partner's territory. While it runs, `since`
 * says from when on, and `warnAt` and `dueAt` when three quarters and all of it will be used up. Instants are ISO texts.
 */
export interface ServicePromise {
  readonly targetMinutes: number;
  readonly usedMinutes: number;
  readonly since: string | null;
  readonly warnAt: string | null;
  readonly dueAt: string | null;
  readonly metAt: string | null;
  readonly warned: boolean;
  readonly breached: boolean;
}

const warnedAtShare = 0.75;

export function promised(targetMinutes: number, now: Date, calendar: BusinessCalendar): ServicePromise {
  const fresh = { targetMinutes, usedMinutes: 0, since: null, warnAt: null, dueAt: null, metAt: null };
  return running({ ...fresh, warned: false, breached: false }, now, calendar);
}

/** From now on the rest of it runs. What was met or runs already stays as it is. */
export function running(promise: ServicePromise, now: Date, calendar: BusinessCalendar): ServicePromise {
  if (promise.since !== null || promise.metAt !== null) return promise;
  const { targetMinutes, usedMinutes } = promise;
  const at = (share: number): string =>
    calendar.addBusinessMinutes(now, Math.max(0, targetMinutes * share - usedMinutes)).toISOString();
  return { ...promise, since: now.toISOString(), warnAt: at(warnedAtShare), dueAt: at(1) };
}

/** The clock stands still; what was used stays used. */
export function paused(promise: ServicePromise, now: Date, calendar: BusinessCalendar): ServicePromise {
  if (promise.since === null) return promise;
  const usedMinutes = promise.usedMinutes + calendar.businessMinutesBetween(new Date(promise.since), now);
  return { ...promise, usedMinutes, since: null, warnAt: null, dueAt: null };
}

export function met(promise: ServicePromise, now: Date, calendar: BusinessCalendar): ServicePromise {
  return promise.metAt === null ? { ...paused(promise, now, calendar), metAt: now.toISOString() } : promise;
}

/** It was not done after all: the rest runs again. */
export function unmet(promise: ServicePromise, now: Date, calendar: BusinessCalendar): ServicePromise {
  return running({ ...promise, metAt: null }, now, calendar);
}

/** Another target, with what was used so far. What was met stays as it was promised. */
export function retargeted(
  promise: ServicePromise,
  targetMinutes: number,
  now: Date,
  calendar: BusinessCalendar,
): ServicePromise {
  if (promise.metAt !== null) return promise;
  const stopped = { ...paused(promise, now, calendar), targetMinutes };
  return promise.since === null ? stopped : running(stopped, now, calendar);
}

/** What has to be told of it now, and once. */
export function untold(promise: ServicePromise, now: Date): readonly ('warned' | 'breached')[] {
  const { since, warnAt, dueAt, warned, breached } = promise;
  if (since === null || warnAt === null || dueAt === null) return [];
  const isPast = (instant: string): boolean => Date.parse(instant) <= now.getTime();
  return [
    ...(!warned && isPast(warnAt) ? (['warned'] as const) : []),
    ...(!breached && isPast(dueAt) ? (['breached'] as const) : []),
  ];
}

/** When there will be something to tell next; null while it stands still and when all is told. */
export function nextTelling(promise: ServicePromise): Date | null {
  const { since, warnAt, dueAt, warned, breached } = promise;
  const next = since === null || (warned && breached) ? null : warned ? dueAt : warnAt;
  return next === null ? null : new Date(next);
}
