import { z } from 'zod';
import { defineEvent } from '../event.js';
import { code, country, currency, day, id, number, subject, text, word } from '../vocabulary.js';

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
  .describe('HH:MM in the time zone of the calendar');
const hours = z
  .array(z.object({ from: time, to: time }))
  .max(4)
  .describe('When it is open; empty: closed all day');

/** Opening hours by weekday (1 is Monday) in local time, and the days on which nothing is open. */
export const businessCalendarV1 = z.object({
  timeZone: text.describe('IANA name'),
  week: z.object({ 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: hours }),
  holidays: z.array(day).max(500),
});
export type BusinessCalendarV1 = z.infer<typeof businessCalendarV1>;

export const territoryV1 = z.object({
  id,
  number: number.nullable(),
  code,
  name: text,
  kind: word(['region', 'country', 'area']),
  parentId: id.nullable(),
  countries: z.array(country).max(260),
  ownedBy: subject.nullable().describe('The channel manager'),
  currency,
  languages: z.array(code).max(20),
  distributorIds: z.array(id).max(100).describe('Authorized distributors'),
  calendar: businessCalendarV1,
});
export type TerritoryV1 = z.infer<typeof territoryV1>;

/** A territory was created or anything about it changed, its business calendar included. */
export const territoryChangedV1 = defineEvent({
  service: 'partner-lifecycle',
  aggregate: 'territory',
  about: 'territory',
  version: 1,
  name: 'TerritoryChanged',
  replicated: true,
  summary: 'A territory was created or anything about it changed, its business calendar included.',
  when: 'When a territory is opened or changed, and when the calendar that it uses is',
  data: z.object({ territory: territoryV1 }),
  sample: {
    territory: {
      id: '0190f3a0-0000-7000-8000-000000000050',
      number: null,
      code: 'DACH',
      name: 'Germany, Austria, Switzerland',
      kind: 'region',
      parentId: null,
      countries: ['DE', 'AT', 'CH'],
      ownedBy: 'channel-manager',
      currency: 'EUR',
      languages: ['de'],
      distributorIds: ['0190f3a0-0000-7000-8000-000000000002'],
      calendar: {
        timeZone: 'Europe/Berlin',
        week: {
          1: [{ from: '09:00', to: '17:00' }],
          2: [{ from: '09:00', to: '17:00' }],
          3: [{ from: '09:00', to: '17:00' }],
          4: [{ from: '09:00', to: '17:00' }],
          5: [{ from: '09:00', to: '15:00' }],
          6: [],
          7: [],
        },
        holidays: ['2026-12-25', '2026-12-26'],
      },
    },
  },
});
