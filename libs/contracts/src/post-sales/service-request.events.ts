import { z } from 'zod';
import { defineEvent } from '../event.js';
import { code, id, instant, number, remark, subject, word } from '../vocabulary.js';

const target = word(['first_response', 'resolution']);
const promise = z
  .object({ dueAt: instant.nullable(), metAt: instant.nullable(), warned: z.boolean(), breached: z.boolean() })
  .describe('`dueAt` is null while the clock stands still, because the partner is waited for or it is met');

/** A partner's request to the vendor. What was written in it, and whatever is internal, stays in the service. */
export const serviceRequestV1 = z.object({
  id,
  number: number.nullable(),
  partnerId: id,
  status: word(['new', 'assigned', 'in_progress', 'waiting_on_partner', 'resolved', 'closed', 'reopened']),
  kind: word(['technical', 'commercial', 'tooling', 'training', 'logistics', 'other']),
  title: remark,
  priority: word(['critical', 'high', 'normal', 'low']),
  family: code.nullable(),
  territory: code.nullable(),
  assetId: id.nullable(),
  dealId: id.nullable(),
  assignedTo: subject.nullable(),
  openedAt: instant,
  resolvedAt: instant.nullable(),
  firstResponse: promise,
  resolution: promise,
  satisfaction: z.int().min(1).max(5).nullable(),
});
export type ServiceRequestV1 = z.infer<typeof serviceRequestV1>;

const request = { service: 'post-sales', aggregate: 'service-request', about: 'request', version: 1 } as const;

const sample: ServiceRequestV1 = {
  id: '0190f3a0-0000-7000-8000-0000000000e1',
  number: 'SR-2026-000001',
  partnerId: '0190f3a0-0000-7000-8000-000000000001',
  status: 'new',
  kind: 'technical',
  title: 'Switch does not start after an update',
  priority: 'high',
  family: 'GTX',
  territory: 'DACH',
  assetId: '0190f3a0-0000-7000-8000-0000000000c1',
  dealId: null,
  assignedTo: null,
  openedAt: '2026-03-02T08:00:00.000Z',
  resolvedAt: null,
  firstResponse: { dueAt: '2026-03-02T10:00:00.000Z', metAt: null, warned: false, breached: false },
  resolution: { dueAt: '2026-03-03T16:00:00.000Z', metAt: null, warned: false, breached: false },
  satisfaction: null,
};
const assigned: ServiceRequestV1 = { ...sample, status: 'assigned', assignedTo: 'support-ada' };
const started: ServiceRequestV1 = {
  ...assigned,
  status: 'in_progress',
  firstResponse: { dueAt: null, metAt: '2026-03-02T08:40:00.000Z', warned: false, breached: false },
};
const resolved: ServiceRequestV1 = {
  ...started,
  status: 'resolved',
  resolvedAt: '2026-03-02T14:00:00.000Z',
  resolution: { dueAt: null, metAt: '2026-03-02T14:00:00.000Z', warned: false, breached: false },
};

/** A partner asked the vendor for something; both clocks run. */
export const serviceRequestOpenedV1 = defineEvent({
  ...request,
  name: 'ServiceRequestOpened',
  summary: 'A partner asked the vendor for something; both clocks run.',
  when: 'When a partner opens a request',
  data: z.object({ request: serviceRequestV1, openedBy: subject }),
  sample: { request: sample, openedBy: 'user-of-northwind' },
});

/** Somebody of the vendor's has it now, by the rule or by hand. */
export const serviceRequestAssignedV1 = defineEvent({
  ...request,
  name: 'ServiceRequestAssigned',
  summary: 'Somebody of the vendor has it now, by the rule or by hand. The clocks run on.',
  when: 'When the rule finds an agent, or a person assigns one',
  data: z.object({ request: serviceRequestV1, assignedTo: subject, automatic: z.boolean() }),
  sample: { request: assigned, assignedTo: 'support-ada', automatic: true },
});

export const serviceRequestRespondedV1 = defineEvent({
  ...request,
  name: 'ServiceRequestResponded',
  summary: 'The vendor gave its first answer: the first of the two promises is settled.',
  when: 'With the first answer or comment of the vendor that the partner can read',
  data: z.object({ request: serviceRequestV1, respondedAt: instant }),
  sample: { request: { ...started, status: 'assigned' }, respondedAt: '2026-03-02T08:40:00.000Z' },
});

export const serviceRequestStartedV1 = defineEvent({
  ...request,
  name: 'ServiceRequestStarted',
  summary: 'It is being worked on.',
  when: 'When the agent begins to work on it',
  data: z.object({ request: serviceRequestV1 }),
  sample: { request: started },
});

/** The partner was asked for something: the clock stands still. */
export const serviceRequestWaitingV1 = defineEvent({
  ...request,
  name: 'ServiceRequestWaiting',
  summary: 'The partner was asked for something: the clock stands still.',
  when: 'When the agent asks the partner for something',
  data: z.object({ request: serviceRequestV1, waitingSince: instant }),
  sample: {
    request: { ...started, status: 'waiting_on_partner', resolution: { ...started.resolution, dueAt: null } },
    waitingSince: '2026-03-02T09:00:00.000Z',
  },
});

export const serviceRequestResumedV1 = defineEvent({
  ...request,
  name: 'ServiceRequestResumed',
  summary: 'The partner is waited for no longer: the clock runs on with what was left.',
  when: 'When the partner answers, or the agent goes on',
  data: z.object({ request: serviceRequestV1 }),
  sample: { request: started },
});

export const serviceRequestPrioritizedV1 = defineEvent({
  ...request,
  name: 'ServiceRequestPrioritized',
  summary: 'Impact or urgency were judged anew: the targets are those of the new priority, the time used stays used.',
  when: 'When the vendor changes impact or urgency',
  data: z.object({ request: serviceRequestV1, was: code, reason: remark }),
  sample: { request: { ...started, priority: 'critical' }, was: 'high', reason: 'The whole site is down' },
});

export const serviceRequestResolvedV1 = defineEvent({
  ...request,
  name: 'ServiceRequestResolved',
  summary: 'The vendor says that it is done. The partner may reopen it for a while.',
  when: 'When the agent resolves the request',
  data: z.object({ request: serviceRequestV1, reopenUntil: instant }),
  sample: { request: resolved, reopenUntil: '2026-03-16T14:00:00.000Z' },
});

export const serviceRequestClosedV1 = defineEvent({
  ...request,
  name: 'ServiceRequestClosed',
  summary: 'It is over, by the partner, the vendor or time.',
  when: 'When the partner or the vendor closes the request, or by time after it was resolved',
  data: z.object({ request: serviceRequestV1, automatic: z.boolean() }),
  sample: { request: { ...resolved, status: 'closed', satisfaction: 5 }, automatic: false },
});

export const serviceRequestReopenedV1 = defineEvent({
  ...request,
  name: 'ServiceRequestReopened',
  summary: 'It was not done after all: the clock of the resolution runs on with what was left.',
  when: 'When the partner or the vendor reopens the request within the time for it',
  data: z.object({ request: serviceRequestV1, reason: remark }),
  sample: { request: { ...started, status: 'reopened' }, reason: 'It happened again' },
});

export const serviceRequestRatedV1 = defineEvent({
  ...request,
  name: 'ServiceRequestRated',
  summary: 'The partner said how satisfied it is with a request that was closed.',
  when: 'When the partner rates a closed request',
  data: z.object({ request: serviceRequestV1, satisfaction: z.int().min(1).max(5) }),
  sample: { request: { ...resolved, status: 'closed', satisfaction: 4 }, satisfaction: 4 },
});

/** Three quarters of a promise are used up. Told once per promise. */
export const serviceRequestSlaWarnedV1 = defineEvent({
  ...request,
  name: 'ServiceRequestSlaWarned',
  summary: 'Three quarters of a promise are used up. Told once per promise.',
  when: 'By time, when three quarters of the promised time are used up',
  data: z.object({ request: serviceRequestV1, target, dueAt: instant }),
  sample: {
    request: { ...assigned, firstResponse: { ...assigned.firstResponse, warned: true } },
    target: 'first_response',
    dueAt: '2026-03-02T10:00:00.000Z',
  },
});

/** A promise was not kept. Told once per promise. */
export const serviceRequestSlaBreachedV1 = defineEvent({
  ...request,
  name: 'ServiceRequestSlaBreached',
  summary: 'A promise was not kept. Told once per promise.',
  when: 'By time, when the promised time is over',
  data: z.object({ request: serviceRequestV1, target, dueAt: instant }),
  sample: {
    request: { ...assigned, firstResponse: { ...assigned.firstResponse, warned: true, breached: true } },
    target: 'first_response',
    dueAt: '2026-03-02T10:00:00.000Z',
  },
});
