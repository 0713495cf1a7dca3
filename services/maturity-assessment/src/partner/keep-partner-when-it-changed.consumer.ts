import { Controller } from '@nestjs/common';
import { partnerChanges, type PartnerV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { PartnerService } from './partner.service.js';

@Controller()
export class KeepPartnerWhenItChanged {
  constructor(private readonly partners: PartnerService) {}

  @On(partnerChanges, 'maturity.keep-partner', { from: 'state' })
  async changed(event: ReceivedEvent<{ partner: PartnerV1 }>): Promise<void> {
    await this.partners.keep(event.data.partner, event.sequence);
  }
}
