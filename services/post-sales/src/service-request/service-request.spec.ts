import { BusinessCalendar, defaultCalendar } from '@tributary/kernel';
import { ServiceRequest, type NewServiceRequest } from './service-request.js';
import type { ServiceRequestStatus } from './service-request-state.js';

const calendar = new BusinessCalendar(defaultCalendar);
const monday = new Date('2026-03-02T09:00:00Z');
const later = (minutes: number) => new Date(monday.getTime() + minutes * 60_000);
const asked: NewServiceRequest = {
  ...{ id: '00000000-0000-7000-8000-000000000001', partnerId: '00000000-0000-7000-8000-0000000000a1', openedBy: 'jo' },
  ...{ kind: 'technical', title: 'Dark', description: 'No lights', impact: 'high', urgency: 'high', tier: 'gold' },
  ...{ levelVersion: 1, family: 'GTX', territory: null, assetId: null, dealId: null },
};
const target = { priority: 'critical', tier: null, firstResponseMinutes: 60, resolutionMinutes: 240 } as const;
const terms = { matrix: {} as never, targets: [], reopenDays: 14, autoCloseDays: 7 };
const hand = (to: string) => ({ to, automatic: false, explanation: [] });

function open(): ServiceRequest {
  const request = ServiceRequest.open(asked, target, monday, calendar);
  request.pullEvents();
  return request;
}
function inState(status: ServiceRequestStatus): ServiceRequest {
  const request = open();
  if (status === 'new') return request;
  request.assign(hand('ada'), monday);
  if (status !== 'assigned') request.start(monday);
  if (status === 'waiting_on_partner') request.wait(monday, calendar);
  if (status === 'resolved' || status === 'closed' || status === 'reopened')
    request.resolve('Done', terms, monday, calendar);
  if (status === 'closed') request.close();
  if (status === 'reopened') request.reopen('Again', monday, calendar);
  request.pullEvents();
  return request;
}
const types = (request: ServiceRequest) => request.pullEvents().map(({ type }) => type.replace('ServiceRequest', ''));
const code = (verb: () => void) => {
  try {
    verb();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const verbs = {
  assign: (request: ServiceRequest) => request.assign(hand('bo'), monday),
  start: (request: ServiceRequest) => request.start(monday),
  wait: (request: ServiceRequest) => request.wait(monday, calendar),
  resume: (request: ServiceRequest) => request.resume(monday, calendar),
  resolve: (request: ServiceRequest) => request.resolve('Done', terms, monday, calendar),
  close: (request: ServiceRequest) => request.close(),
  reopen: (request: ServiceRequest) => request.reopen('Again', monday, calendar),
  rate: (request: ServiceRequest) => request.rate(5, null),
} as const;

describe('A service request', () => {
  it.each([
    ['new', ['assign']],
    ['assigned', ['assign', 'start', 'wait', 'resolve']],
    ['in_progress', ['assign', 'wait', 'resolve']],
    ['waiting_on_partner', ['assign', 'resume', 'resolve']],
    ['resolved', ['close', 'reopen']],
    ['closed', ['reopen', 'rate']],
    ['reopened', ['assign', 'start', 'wait', 'resolve']],
  ] as const)('in state %s allows %j and refuses the rest without a trace', (status, allowed) => {
    for (const [name, verb] of Object.entries(verbs)) {
      const request = inState(status);
      const refusal = code(() => verb(request));
      expect([name, refusal]).toEqual([
        name,
        (allowed as readonly string[]).includes(name) ? null : 'INVALID_TRANSITION',
      ]);
      if (refusal !== null) expect(request.pullEvents()).toEqual([]);
    }
  });

  it('goes to another person, not to the one who has it', () => {
    const request = inState('in_progress');
    expect(code(() => request.assign(hand('ada'), monday))).toBe('ALREADY_ASSIGNED');
    request.assign(hand('bo'), monday);
    expect(request.state).toMatchObject({ status: 'in_progress', assignedTo: 'bo' });
  });

  it('warns and breaches once each, whatever the worker does in between', () => {
    const request = inState('assigned');
    request.keepTime(later(44));
    expect(types(request)).toEqual([]);
    for (const minutes of [45, 46, 59, 60, 61, 120]) request.keepTime(later(minutes));
    request.assign(hand('bo'), later(130));
    request.assign(hand('cy'), later(131));
    request.keepTime(later(132));
    expect(types(request)).toEqual(['SlaWarned', 'SlaBreached', 'Assigned', 'Assigned']);
  });

  it('tells what the clock showed before a verb stops it: a late worker hides nothing', () => {
    const request = inState('assigned');
    request.respond(later(75), calendar);
    expect(types(request)).toEqual(['SlaWarned', 'SlaBreached', 'Responded']);
    request.start(later(75));
    request.wait(later(241), calendar);
    expect(types(request)).toEqual(['Started', 'SlaWarned', 'SlaBreached', 'Waiting']);
    request.resume(later(300), calendar);
    request.keepTime(later(10_000));
    expect(types(request)).toEqual(['Resumed']);
  });

  it('does not use up time while the partner is waited for, however often', () => {
    const request = inState('in_progress');
    request.respond(later(10), calendar);
    request.wait(later(60), calendar);
    request.keepTime(later(5_000));
    request.resume(later(7 * 24 * 60), calendar); // a week later, at nine
    expect(request.state.resolution).toMatchObject({ usedMinutes: 60, dueAt: '2026-03-09T12:00:00.000Z' });
    request.wait(later(7 * 24 * 60 + 90), calendar);
    request.resume(later(7 * 24 * 60 + 100), calendar);
    expect(request.state.resolution).toMatchObject({ usedMinutes: 150, dueAt: '2026-03-09T12:10:00.000Z' });
    expect(types(request)).toEqual(['Responded', 'Waiting', 'Resumed', 'Waiting', 'Resumed']);
  });

  it('that is worth more now has less time, and tells so at once if that is used up', () => {
    const request = inState('in_progress');
    const urgent = { ...target, firstResponseMinutes: 10, resolutionMinutes: 60 };
    request.prioritize({ impact: 'high', urgency: 'high' }, urgent, 'Worse', later(30), calendar);
    expect(types(request)).toEqual(['Prioritized', 'SlaWarned', 'SlaBreached']);
    expect(request.state.resolution.dueAt).toBe(later(60).toISOString());
  });

  it('that was resolved in time is not late afterwards', () => {
    const request = inState('in_progress');
    request.resolve('Done', terms, later(30), calendar);
    request.keepTime(later(24 * 60));
    expect(types(request)).toEqual(['Responded', 'Resolved']);
    expect(request.state.tellAt).toBeNull();
  });

  it('closes by itself after a week, and is reopened for two', () => {
    const request = inState('resolved');
    request.keepTime(later(7 * 24 * 60 - 1));
    expect(request.state.status).toBe('resolved');
    request.keepTime(later(7 * 24 * 60));
    expect(request.pullEvents()).toEqual([{ type: 'ServiceRequestClosed', automatic: true }]);
    expect(code(() => request.reopen('Again', later(14 * 24 * 60 + 1), calendar))).toBe('REOPEN_TOO_LATE');
    expect(request.pullEvents()).toEqual([]);
    request.reopen('Again', later(14 * 24 * 60), calendar);
    expect(request.state).toMatchObject({ status: 'reopened', resolvedAt: null, resolution: { metAt: null } });
  });

  it('is rated once', () => {
    const request = inState('closed');
    request.rate(4, null);
    expect(code(() => request.rate(5, null))).toBe('ALREADY_RATED');
  });

  it('is rated anew when it was reopened: the old rating was of another answer', () => {
    const request = inState('closed');
    request.rate(5, 'Quick');
    request.reopen('Again', monday, calendar);
    expect(request.state).toMatchObject({ satisfaction: null, satisfactionNote: null });
    request.resolve('Done better', terms, monday, calendar);
    request.close();
    request.rate(1, null);
    expect(request.state).toMatchObject({ status: 'closed', satisfaction: 1, satisfactionNote: null });
  });
});
