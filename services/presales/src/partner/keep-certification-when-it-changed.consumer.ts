import { Controller } from '@nestjs/common';
import {
  certificationEarnedV1,
  certificationExpiredV1,
  certificationExpiringV1,
  certificationRenewedV1,
  certificationRevokedV1,
  type CertificationV1,
  type ReceivedEvent,
} from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { PartnerService } from './partner.service.js';

const changes = [
  certificationEarnedV1,
  certificationExpiringV1,
  certificationRenewedV1,
  certificationExpiredV1,
  certificationRevokedV1,
] as const;

@Controller()
export class KeepCertificationWhenItChanged {
  constructor(private readonly partners: PartnerService) {}

  @On(changes, 'presales.keep-certification', { from: 'state' })
  async changed(event: ReceivedEvent<{ certification: CertificationV1 }>): Promise<void> {
    await this.partners.keepCertification(event.data.certification, event.sequence);
  }
}
