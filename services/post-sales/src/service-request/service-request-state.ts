import type { Grade, Priority } from '../service-level/service-level.js';
import type { ServicePromise } from './service-promise.js';

export const serviceRequestKinds = ['technical', 'commercial', 'tooling', 'training', 'logistics', 'other'] as const;
export type ServiceRequestKind = (typeof serviceRequestKinds)[number];

export const serviceRequestStatuses = [
  'new',
  'assigned',
  'in_progress',
  'waiting_on_partner',
  'resolved',
  'closed',
  'reopened',
] as const;
export type ServiceRequestStatus = (typeof serviceRequestStatuses)[number];

export const nextStatus = {
  new: ['assigned'],
  assigned: ['assigned', 'in_progress', 'waiting_on_partner', 'resolved'],
  in_progress: ['in_progress', 'waiting_on_partner', 'resolved'],
  waiting_on_partner: ['waiting_on_partner', 'in_progress', 'resolved'],
  resolved: ['closed', 'reopened'],
  closed: ['reopened'],
  reopened: ['assigned', 'in_progress', 'waiting_on_partner', 'resolved'],
} as const satisfies Record<ServiceRequestStatus, readonly ServiceRequestStatus[]>;

/** Who has it and why just that one. */
export interface Assignment {
  readonly to: string;
  readonly automatic: boolean;
  readonly explanation: readonly string[];
}

export interface ServiceRequestState {
  readonly id: string;
  readonly partnerId: string;
  readonly openedBy: string;
  readonly status: ServiceRequestStatus;
  readonly kind: ServiceRequestKind;
  readonly title: string;
  readonly description: string;
  readonly impact: Grade;
  readonly urgency: Grade;
  readonly priority: Priority;
  /** The partner's tier when it asked; with the priority it decides what is promised. */
  readonly tier: string;
  readonly levelVersion: number;
  readonly family: string | null;
  readonly territory: string | null;
  readonly assetId: string | null;
  readonly dealId: string | null;
  readonly assignedTo: string | null;
  readonly assignment: Assignment | null;
  readonly openedAt: Date;
  readonly resolvedAt: Date | null;
  readonly answer: string | null;
  readonly reopenUntil: Date | null;
  readonly closeAt: Date | null;
  readonly firstResponse: ServicePromise;
  readonly resolution: ServicePromise;
  /** When the next warning or breach is due. */
  readonly tellAt: Date | null;
  readonly satisfaction: number | null;
  readonly satisfactionNote: string | null;
}

export type PromiseName = 'firstResponse' | 'resolution';

export type ServiceRequestEvent =
  | { readonly type: 'ServiceRequestOpened' }
  | { readonly type: 'ServiceRequestAssigned'; readonly to: string; readonly automatic: boolean }
  | { readonly type: 'ServiceRequestResponded'; readonly respondedAt: Date }
  | { readonly type: 'ServiceRequestStarted' }
  | { readonly type: 'ServiceRequestWaiting'; readonly waitingSince: Date }
  | { readonly type: 'ServiceRequestResumed' }
  | { readonly type: 'ServiceRequestPrioritized'; readonly was: Priority; readonly reason: string }
  | { readonly type: 'ServiceRequestResolved'; readonly reopenUntil: Date }
  | { readonly type: 'ServiceRequestClosed'; readonly automatic: boolean }
  | { readonly type: 'ServiceRequestReopened'; readonly reason: string }
  | { readonly type: 'ServiceRequestRated'; readonly satisfaction: number }
  | { readonly type: 'ServiceRequestSlaWarned'; readonly promise: PromiseName; readonly dueAt: string }
  | { readonly type: 'ServiceRequestSlaBreached'; readonly promise: PromiseName; readonly dueAt: string };
