import { Injectable } from '@nestjs/common';
import { defaultCalendar, Ids, RuleViolation, type Actor, type BusinessCalendarSpec } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { Territory, type TerritoryState, type TerritoryTerms } from './territory.js';
import { territories } from './territory.schema.js';

const ancestorsOf = `
  WITH RECURSIVE above AS (
    SELECT id, parent_id FROM territory WHERE id = $1
    UNION SELECT t.id, t.parent_id FROM territory t JOIN above a ON t.id = a.parent_id)
  SELECT id FROM above`;

// Before any row, as the guard of the hierarchy takes it anyway: two moves would wait for each other.
const holdTree = `SELECT pg_advisory_xact_lock(hashtext('territory_hierarchy'))`;

@Injectable()
export class TerritoryService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
  ) {}

  open(actor: Actor, code: string, terms: TerritoryTerms): Promise<Saved<TerritoryState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const calendar = await this.calendar(tx, terms.calendarId);
      return tx.save(territories, Territory.open({ ...terms, id: this.ids.next(), code, calendar }));
    });
  }

  change(actor: Actor, id: string, terms: Partial<TerritoryTerms>): Promise<Saved<TerritoryState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const { calendarId, parentId = null } = terms;
      // The calendar before the territory, as its own change does: else the two could wait for each other.
      const [, calendar, territory, above] = await Promise.all([
        parentId === null ? null : tx.read(holdTree),
        calendarId === undefined ? null : this.calendar(tx, calendarId),
        tx.load(territories, id),
        tx.read<{ id: string }>(ancestorsOf, [parentId]),
      ]);
      territory.change(
        terms,
        above.map((one) => one.id),
        calendar ?? territory.state.calendar,
      );
      return tx.save(territories, territory);
    });
  }

  followCalendar(actor: Actor, calendarId: string, { timeZone, week, holidays }: BusinessCalendarSpec): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const followers = await tx.read<{ id: string }>('SELECT id FROM territory WHERE calendar_id = $1 ORDER BY id', [
        calendarId,
      ]);
      for (const { id } of followers) {
        const territory = await tx.load(territories, id);
        territory.followCalendar({ timeZone, week, holidays });
        tx.save(territories, territory);
      }
    });
  }

  private async calendar(tx: Transaction, id: string | null): Promise<BusinessCalendarSpec> {
    if (id === null) return defaultCalendar;
    const [calendar] = await tx.read<BusinessCalendarSpec>(
      // Held until the territory follows it: a change of the calendar comes before, or finds the territory.
      'SELECT time_zone AS "timeZone", week, holidays FROM calendar WHERE id = $1 FOR SHARE',
      [id],
    );
    if (calendar === undefined) throw new RuleViolation('CALENDAR_UNKNOWN', 'There is no such calendar.');
    return calendar;
  }
}
