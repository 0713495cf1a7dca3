import { Module } from '@nestjs/common';
import { CountWinWhenDealClosed } from './count-win-when-deal-closed.consumer.js';
import { CountWinWhenOpportunityClosed } from './count-win-when-opportunity-closed.consumer.js';
import { WonBusinessService } from './won-business.service.js';

@Module({
  controllers: [CountWinWhenDealClosed, CountWinWhenOpportunityClosed],
  providers: [WonBusinessService],
  exports: [WonBusinessService],
})
export class WonBusinessModule {}
