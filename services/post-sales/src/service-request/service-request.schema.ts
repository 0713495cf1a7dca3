import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { ServiceRequest } from './service-request.js';
import { toPublished } from './service-request.published.js';
import type { ServiceRequestState } from './service-request-state.js';

export const serviceRequestSchema = new EntitySchema<ServiceRequestState>({
  name: 'service_request',
  columns: {
    id: { type: 'uuid', primary: true },
    partnerId: { type: 'uuid' },
    openedBy: { type: 'text' },
    status: { type: 'text' },
    kind: { type: 'text' },
    title: { type: 'text' },
    description: { type: 'text' },
    impact: { type: 'text' },
    urgency: { type: 'text' },
    priority: { type: 'text' },
    tier: { type: 'text' },
    levelVersion: { type: 'integer' },
    family: { type: 'text', nullable: true },
    territory: { type: 'text', nullable: true },
    assetId: { type: 'uuid', nullable: true },
    dealId: { type: 'uuid', nullable: true },
    assignedTo: { type: 'text', nullable: true },
    assignment: { type: 'jsonb', nullable: true },
    openedAt: { type: 'timestamptz' },
    resolvedAt: { type: 'timestamptz', nullable: true },
    answer: { type: 'text', nullable: true },
    reopenUntil: { type: 'timestamptz', nullable: true },
    closeAt: { type: 'timestamptz', nullable: true },
    firstResponse: { type: 'jsonb' },
    resolution: { type: 'jsonb' },
    tellAt: { type: 'timestamptz', nullable: true },
    satisfaction: { type: 'integer', nullable: true },
    satisfactionNote: { type: 'text', nullable: true },
  },
});

export const serviceRequests = defineStore({
  noun: 'service request',
  aggregate: ServiceRequest,
  schema: serviceRequestSchema,
  publish: toPublished,
  partnerOf: ({ partnerId }) => partnerId,
  // What people write to each other stays where they wrote it.
  personal: ['description', 'answer', 'satisfactionNote'],
  vendorOnly: ['assignment', 'tellAt'],
  numbered: 'SR',
});
