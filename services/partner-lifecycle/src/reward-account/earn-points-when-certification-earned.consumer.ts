import { Controller } from '@nestjs/common';
import { certificationEarnedV1, type CertificationV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { RewardAccountService } from './reward-account.service.js';

@Controller()
export class EarnPointsWhenCertificationEarnedConsumer {
  constructor(private readonly accounts: RewardAccountService) {}

  // One handler id with the reversal, so that it waits behind what it takes back.
  @On(certificationEarnedV1, 'points-of-certifications')
  async earn({ data }: ReceivedEvent<{ certification: CertificationV1 }>): Promise<void> {
    const { id, number, partnerId, definition, earnedAt } = data.certification;
    const { code, kind } = definition;
    await this.accounts.earnForCertification({
      ...{ id, number, partnerId, kind },
      definition: code,
      earnedAt: new Date(earnedAt),
    });
  }
}
