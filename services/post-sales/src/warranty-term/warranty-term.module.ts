import { Module } from '@nestjs/common';
import { WarrantyTermController } from './warranty-term.controller.js';
import { WarrantyTermQueries } from './warranty-term.queries.js';
import { WarrantyTermService } from './warranty-term.service.js';

@Module({
  controllers: [WarrantyTermController],
  providers: [WarrantyTermService, WarrantyTermQueries],
  exports: [WarrantyTermService],
})
export class WarrantyTermModule {}
