import { Controller } from '@nestjs/common';
import { certificationRevokedV1, type CertificationV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { RewardAccountService } from './reward-account.service.js';

// Who leaves had earned it; what never should have been earned is taken back.
const undeserved = ['issued_in_error', 'misconduct'];

@Controller()
export class ReversePointsWhenCertificationRevokedConsumer {
  constructor(private readonly accounts: RewardAccountService) {}

  @On(certificationRevokedV1, 'points-of-certifications')
  async reverse({ data }: ReceivedEvent<{ certification: CertificationV1; cause: string }>): Promise<void> {
    const { certification, cause } = data;
    if (!undeserved.includes(cause)) return;
    await this.accounts.reverseFor(certification.id, certification.partnerId, `Certification revoked: ${cause}`);
  }
}
