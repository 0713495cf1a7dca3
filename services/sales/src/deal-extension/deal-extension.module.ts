import { Module } from '@nestjs/common';
import { DealConflictModule } from '../deal-conflict/deal-conflict.module.js';
import { DealProgramModule } from '../deal-program/deal-program.module.js';
import { DealRegistrationModule } from '../deal-registration/deal-registration.module.js';
import { DealExtensionController } from './deal-extension.controller.js';
import { DealExtensionService } from './deal-extension.service.js';

@Module({
  imports: [DealConflictModule, DealProgramModule, DealRegistrationModule],
  controllers: [DealExtensionController],
  providers: [DealExtensionService],
})
export class DealExtensionModule {}
