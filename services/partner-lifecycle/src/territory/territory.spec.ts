import { defaultCalendar } from '@tributary/kernel';
import { Territory, type TerritoryState } from './territory.js';

const state: TerritoryState = {
  id: 't1',
  code: 'DACH',
  name: 'Germany, Austria, Switzerland',
  kind: 'region',
  parentId: null,
  countries: ['DE', 'AT', 'CH'],
  ownedBy: null,
  currency: 'EUR',
  languages: ['de'],
  distributorIds: [],
  calendarId: null,
  calendar: defaultCalendar,
};

describe('a territory', () => {
  it('never stands above itself', () => {
    const territory = new Territory(state);
    const move = () => territory.change({ parentId: 't3' }, ['t3', 't2', 't1'], defaultCalendar);
    expect(move).toThrow(expect.objectContaining({ code: 'TERRITORY_CYCLE' }));
    expect(territory.pullEvents()).toEqual([]);
  });

  it('is made of countries that have a code', () => {
    const territory = new Territory(state);
    expect(() => territory.change({ countries: ['Germany'] }, [], defaultCalendar)).toThrow(
      expect.objectContaining({ code: 'COUNTRY_UNFIT' }),
    );
    expect(territory.pullEvents()).toEqual([]);
  });

  it('follows its calendar', () => {
    const territory = new Territory(state);
    territory.followCalendar({ ...defaultCalendar, holidays: ['2026-12-25'] });
    expect(territory.state.calendar.holidays).toEqual(['2026-12-25']);
    expect(territory.pullEvents()).toEqual([{ type: 'TerritoryCalendarChanged' }]);
  });
});
