import { Controller } from '@nestjs/common';
import {
  partnerActivatedV1,
  partnerOnboardingStartedV1,
  partnerProfileUpdatedV1,
  partnerReinstatedV1,
  partnerSuspendedV1,
  partnerTerminatedV1,
  type PartnerV1,
  type ReceivedEvent,
} from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { PartnerService } from './partner.service.js';

const changes = [
  partnerOnboardingStartedV1,
  partnerActivatedV1,
  partnerProfileUpdatedV1,
  partnerSuspendedV1,
  partnerReinstatedV1,
  partnerTerminatedV1,
] as const;

@Controller()
export class KeepPartnerWhenItChanged {
  constructor(private readonly partners: PartnerService) {}

  @On(changes, 'presales.keep-partner', { from: 'state' })
  async changed(event: ReceivedEvent<{ partner: PartnerV1 }>): Promise<void> {
    await this.partners.keep(event.data.partner, event.sequence);
  }
}
