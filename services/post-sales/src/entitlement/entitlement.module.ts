import { Module } from '@nestjs/common';
import { WarrantyTermModule } from '../warranty-term/warranty-term.module.js';
import { EntitlementController } from './entitlement.controller.js';
import { EntitlementService } from './entitlement.service.js';

@Module({
  imports: [WarrantyTermModule],
  controllers: [EntitlementController],
  providers: [EntitlementService],
  exports: [EntitlementService],
})
export class EntitlementModule {}
