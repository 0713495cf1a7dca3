import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { Calendar, type CalendarState } from './calendar.js';

export const calendarSchema = new EntitySchema<CalendarState>({
  name: 'calendar',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    timeZone: { type: 'text' },
    week: { type: 'jsonb' },
    holidays: { type: 'jsonb' },
  },
});

export const calendars = defineStore({
  noun: 'calendar',
  aggregate: Calendar,
  schema: calendarSchema,
  // The territories that follow it tell of its changes.
  publish: () => [],
  conflicts: { calendar_name: () => new Conflict('CALENDAR_NAME_TAKEN', 'Another calendar has this name.') },
});
