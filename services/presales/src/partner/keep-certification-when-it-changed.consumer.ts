import { Controller } from '@nestjs/common';
import { certificationChanges, type CertificationV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { PartnerService } from './partner.service.js';

@Controller()
export class KeepCertificationWhenItChanged {
  constructor(private readonly partners: PartnerService) {}

  @On(certificationChanges, 'presales.keep-certification', { from: 'state' })
  async changed(event: ReceivedEvent<{ certification: CertificationV1 }>): Promise<void> {
    await this.partners.keepCertification(event.data.certification, event.sequence);
  }
}
