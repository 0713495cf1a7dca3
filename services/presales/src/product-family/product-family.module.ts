import { Module } from '@nestjs/common';
import { ProductFamilyController } from './product-family.controller.js';
import { ProductFamilyImportService } from './product-family-import.service.js';
import { ProductFamilyQueries } from './product-family.queries.js';
import { ProductFamilyService } from './product-family.service.js';

@Module({
  controllers: [ProductFamilyController],
  providers: [ProductFamilyService, ProductFamilyImportService, ProductFamilyQueries],
  exports: [ProductFamilyService, ProductFamilyImportService],
})
export class ProductFamilyModule {}
