import { Controller } from '@nestjs/common';
import {
  certificationEarnedV1,
  certificationRenewedV1,
  certificationRevokedV1,
  type CertificationV1,
  type ReceivedEvent,
} from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { CertificationTermService } from './certification-term.service.js';

const handler = 'maturity.certification-terms';

@Controller()
export class CountTermWhenCertificationChanged {
  constructor(private readonly terms: CertificationTermService) {}

  @On(certificationEarnedV1, handler)
  async earned({ data, time }: ReceivedEvent<{ certification: CertificationV1 }>): Promise<void> {
    const { id, validUntil } = data.certification;
    if (validUntil !== null) await this.terms.begun(id, validUntil, new Date(time));
  }

  @On(certificationRenewedV1, handler)
  async renewed(
    event: ReceivedEvent<{ certification: CertificationV1; previousValidUntil: string; renewedAt: string }>,
  ): Promise<void> {
    const { certification, previousValidUntil, renewedAt } = event.data;
    const { id, validUntil } = certification;
    await this.terms.renewed(id, previousValidUntil, validUntil, new Date(renewedAt), new Date(event.time));
  }

  @On(certificationRevokedV1, handler)
  async revoked({ data }: ReceivedEvent<{ certification: CertificationV1; revokedAt: string }>): Promise<void> {
    await this.terms.revoked(data.certification.id, new Date(data.revokedAt));
  }
}
