import { Module } from '@nestjs/common';
import { CountOutcomeWhenRequestResolved } from './count-outcome-when-request-resolved.consumer.js';
import { ServiceOutcomeService } from './service-outcome.service.js';

@Module({
  controllers: [CountOutcomeWhenRequestResolved],
  providers: [ServiceOutcomeService],
  exports: [ServiceOutcomeService],
})
export class ServiceOutcomeModule {}
