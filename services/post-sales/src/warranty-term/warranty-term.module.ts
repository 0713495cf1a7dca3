import { Module } from '@nestjs/common';
import { HeldTermService } from './held-term.service.js';
import { WarrantyTermController } from './warranty-term.controller.js';
import { WarrantyTermQueries } from './warranty-term.queries.js';
import { WarrantyTermService } from './warranty-term.service.js';

@Module({
  controllers: [WarrantyTermController],
  providers: [WarrantyTermService, WarrantyTermQueries, HeldTermService],
  exports: [WarrantyTermService, HeldTermService],
})
export class WarrantyTermModule {}
