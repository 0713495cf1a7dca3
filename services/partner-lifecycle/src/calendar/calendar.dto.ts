import { ListOf, ListQuery, Nested, Representation, Text } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import type { CalendarState } from './calendar.js';

const time = { max: 5, pattern: /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/ } as const;

export class CalendarListQuery extends ListQuery {}

export class HoursDto {
  @Text({ ...time, example: '09:00' })
  readonly from: string;

  @Text({ ...time, example: '17:00' })
  readonly to: string;
}

const ofDay = { max: 4, description: 'Local times, in order; empty = closed' } as const;
const nineToFive = { ...ofDay, example: [{ from: '09:00', to: '17:00' }] } as const;

/** By ISO weekday: 1 is Monday. */
export class WeekDto {
  @ListOf(() => HoursDto, nineToFive)
  readonly 1: HoursDto[];

  @ListOf(() => HoursDto, nineToFive)
  readonly 2: HoursDto[];

  @ListOf(() => HoursDto, nineToFive)
  readonly 3: HoursDto[];

  @ListOf(() => HoursDto, nineToFive)
  readonly 4: HoursDto[];

  @ListOf(() => HoursDto, nineToFive)
  readonly 5: HoursDto[];

  @ListOf(() => HoursDto, { ...ofDay, example: [] })
  readonly 6: HoursDto[];

  @ListOf(() => HoursDto, { ...ofDay, example: [] })
  readonly 7: HoursDto[];
}

const zone = { max: 64, example: 'Europe/Berlin', description: 'IANA name' } as const;
const holidays = { max: 500, maxLength: 10, example: ['2026-12-25'], description: 'Days, YYYY-MM-DD' } as const;

export class OpenCalendarDto {
  @Text({ max: 200, example: 'Germany' })
  readonly name: string;

  @Text(zone)
  readonly timeZone: string;

  @Nested(() => WeekDto)
  readonly week: WeekDto;

  @ListOf('string', holidays)
  readonly holidays: string[];
}

export class ChangeCalendarDto {
  @Text({ max: 200, optional: true, example: 'Germany' })
  readonly name?: string;

  @Text({ ...zone, optional: true })
  readonly timeZone?: string;

  @Nested(() => WeekDto, { optional: true })
  readonly week?: WeekDto;

  @ListOf('string', { ...holidays, optional: true })
  readonly holidays?: string[];
}

export class CalendarDto extends Representation {
  @Text({ max: 200, example: 'Germany' })
  readonly name: string;

  @Text(zone)
  readonly timeZone: string;

  @Nested(() => WeekDto)
  readonly week: CalendarState['week'];

  @ListOf('string', holidays)
  readonly holidays: readonly string[];
}

export function calendarAnswer(row: Saved<CalendarState>): CalendarDto {
  const { number: _number, ...calendar } = row;
  return calendar;
}
