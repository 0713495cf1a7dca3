import { Module } from '@nestjs/common';
import { TerritoryModule } from '../territory/territory.module.js';
import { CalendarController } from './calendar.controller.js';
import { CalendarQueries } from './calendar.queries.js';
import { CalendarService } from './calendar.service.js';

@Module({
  imports: [TerritoryModule],
  controllers: [CalendarController],
  providers: [CalendarService, CalendarQueries],
})
export class CalendarModule {}
