import { defaultCalendar } from '@tributary/kernel';
import { Calendar } from './calendar.js';

const state = { ...defaultCalendar, id: 'c1', name: 'Germany' };

describe('a business calendar', () => {
  it.each([
    ['a zone that does not exist', { timeZone: 'Europe/Atlantis' }],
    ['a holiday that is no day', { holidays: ['Christmas'] }],
    ['a week that is never open', { week: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } }],
  ])('refuses %s', (_, terms) => {
    const calendar = new Calendar(state);
    expect(() => calendar.change(terms)).toThrow(expect.objectContaining({ code: 'CALENDAR_UNFIT' }));
    expect(calendar.pullEvents()).toEqual([]);
    expect(() => Calendar.open({ ...state, ...terms })).toThrow(expect.objectContaining({ code: 'CALENDAR_UNFIT' }));
  });

  it('changes', () => {
    const calendar = new Calendar(state);
    calendar.change({ holidays: ['2026-12-25'] });
    expect(calendar.pullEvents()).toEqual([{ type: 'CalendarChanged' }]);
  });
});
