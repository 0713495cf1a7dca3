import { Module } from '@nestjs/common';
import { ProductFamilyModule } from '../product-family/product-family.module.js';
import { ProductController } from './product.controller.js';
import { ProductImportService } from './product-import.service.js';
import { ProductQueries } from './product.queries.js';
import { ProductService } from './product.service.js';

@Module({
  imports: [ProductFamilyModule],
  controllers: [ProductController],
  providers: [ProductService, ProductImportService, ProductQueries],
  exports: [ProductService, ProductImportService],
})
export class ProductModule {}
