import { territoryChangedV1, type BusinessCalendarV1, type PublishedEvent } from '@tributary/contracts';
import type { BusinessCalendarSpec, Weekday } from '@tributary/kernel';
import type { Saved } from '@tributary/persistence';
import type { TerritoryEvent, TerritoryState } from './territory.js';

export function toPublished(territory: Saved<TerritoryState>, event: TerritoryEvent): readonly PublishedEvent[] {
  switch (event.type) {
    case 'TerritoryOpened':
    case 'TerritoryChanged':
    case 'TerritoryCalendarChanged': {
      const { id, number, code, name, kind, parentId, ownedBy, currency } = territory;
      const countries = [...territory.countries];
      const languages = [...territory.languages];
      const distributorIds = [...territory.distributorIds];
      const calendar = publicCalendar(territory.calendar);
      const whole = { id, number, code, name, kind, parentId, ownedBy, currency, countries, languages, distributorIds, calendar }; // prettier-ignore
      return [territoryChangedV1.of(id, { territory: whole })];
    }
  }
}

function publicCalendar({ timeZone, week, holidays }: BusinessCalendarSpec): BusinessCalendarV1 {
  const hours = (weekday: Weekday) => week[weekday].map(({ from, to }) => ({ from, to }));
  return {
    timeZone,
    week: { 1: hours(1), 2: hours(2), 3: hours(3), 4: hours(4), 5: hours(5), 6: hours(6), 7: hours(7) },
    holidays: [...holidays],
  };
}
