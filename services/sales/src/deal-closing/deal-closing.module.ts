import { Module } from '@nestjs/common';
import { DealRegistrationModule } from '../deal-registration/deal-registration.module.js';
import { DealClosingController } from './deal-closing.controller.js';
import { DealClosingService } from './deal-closing.service.js';

@Module({
  imports: [DealRegistrationModule],
  controllers: [DealClosingController],
  providers: [DealClosingService],
  exports: [DealClosingService],
})
export class DealClosingModule {}
