import { Controller } from '@nestjs/common';
import { certificationChanges, type CertificationV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { CertificationService } from './certification.service.js';

@Controller()
export class KeepCertificationWhenItChanged {
  constructor(private readonly certifications: CertificationService) {}

  @On(certificationChanges, 'sales.keep-certification', { from: 'state' })
  async changed(event: ReceivedEvent<{ certification: CertificationV1 }>): Promise<void> {
    await this.certifications.keep(event.data.certification, event.sequence);
  }
}
