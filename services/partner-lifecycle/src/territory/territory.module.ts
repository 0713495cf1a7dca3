import { Module } from '@nestjs/common';
import { TerritoryController } from './territory.controller.js';
import { TerritoryQueries } from './territory.queries.js';
import { TerritoryService } from './territory.service.js';

@Module({
  controllers: [TerritoryController],
  providers: [TerritoryService, TerritoryQueries],
  exports: [TerritoryService],
})
export class TerritoryModule {}
