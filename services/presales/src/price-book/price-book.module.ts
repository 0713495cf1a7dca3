import { Module } from '@nestjs/common';
import { PriceBookController } from './price-book.controller.js';
import { PriceBookQueries } from './price-book.queries.js';
import { PriceBookService } from './price-book.service.js';
import { PriceController } from './price.controller.js';
import { PriceDraftService } from './price-draft.service.js';
import { PriceImportService } from './price-import.service.js';

@Module({
  controllers: [PriceBookController, PriceController],
  providers: [PriceBookService, PriceDraftService, PriceImportService, PriceBookQueries],
  exports: [PriceBookService, PriceDraftService, PriceImportService],
})
export class PriceBookModule {}
