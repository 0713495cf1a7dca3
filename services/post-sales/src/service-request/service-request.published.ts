import {
  serviceRequestAssignedV1,
  serviceRequestClosedV1,
  serviceRequestOpenedV1,
  serviceRequestPrioritizedV1,
  serviceRequestRatedV1,
  serviceRequestReopenedV1,
  serviceRequestResolvedV1,
  serviceRequestRespondedV1,
  serviceRequestResumedV1,
  serviceRequestSlaBreachedV1,
  serviceRequestSlaWarnedV1,
  serviceRequestStartedV1,
  serviceRequestWaitingV1,
  type PublishedEvent,
  type ServiceRequestV1,
} from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { ServicePromise } from './service-promise.js';
import type { PromiseName, ServiceRequestEvent, ServiceRequestState } from './service-request-state.js';

const targets = { firstResponse: 'first_response', resolution: 'resolution' } as const satisfies Record<
  PromiseName,
  string
>;

export function toPublished(state: Saved<ServiceRequestState>, event: ServiceRequestEvent): readonly PublishedEvent[] {
  const { id, openedBy } = state;
  const request = publicState(state);
  switch (event.type) {
    case 'ServiceRequestOpened':
      return [serviceRequestOpenedV1.of(id, { request, openedBy })];
    case 'ServiceRequestAssigned':
      return [serviceRequestAssignedV1.of(id, { request, assignedTo: event.to, automatic: event.automatic })];
    case 'ServiceRequestResponded':
      return [serviceRequestRespondedV1.of(id, { request, respondedAt: event.respondedAt.toISOString() })];
    case 'ServiceRequestStarted':
      return [serviceRequestStartedV1.of(id, { request })];
    case 'ServiceRequestWaiting':
      return [serviceRequestWaitingV1.of(id, { request, waitingSince: event.waitingSince.toISOString() })];
    case 'ServiceRequestResumed':
      return [serviceRequestResumedV1.of(id, { request })];
    case 'ServiceRequestPrioritized':
      return [serviceRequestPrioritizedV1.of(id, { request, was: event.was, reason: event.reason })];
    case 'ServiceRequestResolved':
      return [serviceRequestResolvedV1.of(id, { request, reopenUntil: event.reopenUntil.toISOString() })];
    case 'ServiceRequestClosed':
      return [serviceRequestClosedV1.of(id, { request, automatic: event.automatic })];
    case 'ServiceRequestReopened':
      return [serviceRequestReopenedV1.of(id, { request, reason: event.reason })];
    case 'ServiceRequestRated':
      return [serviceRequestRatedV1.of(id, { request, satisfaction: event.satisfaction })];
    case 'ServiceRequestSlaWarned':
      return [serviceRequestSlaWarnedV1.of(id, { request, target: targets[event.promise], dueAt: event.dueAt })];
    case 'ServiceRequestSlaBreached':
      return [serviceRequestSlaBreachedV1.of(id, { request, target: targets[event.promise], dueAt: event.dueAt })];
  }
}

function publicState(state: Saved<ServiceRequestState>): ServiceRequestV1 {
  const { id, number, partnerId, status, kind, title, priority, family, territory, assetId, dealId, assignedTo } =
    state;
  return {
    ...{ id, number, partnerId, status, kind, title, priority, family, territory, assetId, dealId, assignedTo },
    openedAt: state.openedAt.toISOString(),
    resolvedAt: state.resolvedAt?.toISOString() ?? null,
    firstResponse: shown(state.firstResponse),
    resolution: shown(state.resolution),
    satisfaction: state.satisfaction,
  };
}

function shown({ dueAt, metAt, warned, breached }: ServicePromise) {
  return { dueAt, metAt, warned, breached };
}
