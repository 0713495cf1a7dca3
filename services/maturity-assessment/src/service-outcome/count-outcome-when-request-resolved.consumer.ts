import { Controller } from '@nestjs/common';
import {
  serviceRequestReopenedV1,
  serviceRequestResolvedV1,
  type ReceivedEvent,
  type ServiceRequestV1,
} from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { ServiceOutcomeService } from './service-outcome.service.js';

const handler = 'maturity.service-outcomes';

@Controller()
export class CountOutcomeWhenRequestResolved {
  constructor(private readonly outcomes: ServiceOutcomeService) {}

  @On(serviceRequestResolvedV1, handler)
  resolved({ data, time }: ReceivedEvent<{ request: ServiceRequestV1 }>): Promise<void> {
    const { id, firstResponse, resolution, resolvedAt } = data.request;
    const isMet = !firstResponse.breached && !resolution.breached;
    return this.outcomes.resolved(id, isMet, new Date(resolvedAt ?? time), new Date(time));
  }

  @On(serviceRequestReopenedV1, handler)
  reopened({ data }: ReceivedEvent<{ request: ServiceRequestV1 }>): Promise<void> {
    return this.outcomes.reopened(data.request.id);
  }
}
