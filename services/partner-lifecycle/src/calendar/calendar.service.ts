import { Injectable } from '@nestjs/common';
import { Ids, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved } from '@tributary/persistence';
import { TerritoryService } from '../territory/territory.service.js';
import { Calendar, type CalendarState } from './calendar.js';
import { calendars } from './calendar.schema.js';

export type CalendarTerms = Omit<CalendarState, 'id'>;

@Injectable()
export class CalendarService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
    private readonly territories: TerritoryService,
  ) {}

  open(actor: Actor, terms: CalendarTerms): Promise<Saved<CalendarState>> {
    return this.unitOfWork.run(actor, (tx) =>
      Promise.resolve(tx.save(calendars, Calendar.open({ ...terms, id: this.ids.next() }))),
    );
  }

  /** Every territory that follows it changes in the same moment. */
  change(actor: Actor, id: string, terms: Partial<CalendarTerms>): Promise<Saved<CalendarState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const calendar = await tx.load(calendars, id);
      calendar.change(terms);
      const saved = tx.save(calendars, calendar);
      await this.territories.followCalendar(actor, id, saved);
      return saved;
    });
  }
}
