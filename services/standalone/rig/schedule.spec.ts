import { longForm, shortForm } from './form.js';
import { scheduleOf, type Fault } from './schedule.js';

describe('the schedule of a run', () => {
  it('is the same for the same seed and another for another', () => {
    expect(scheduleOf(shortForm('postgres'), '7')).toEqual(scheduleOf(shortForm('postgres'), '7'));
    expect(scheduleOf(shortForm('postgres'), '7')).not.toEqual(scheduleOf(shortForm('postgres'), '8'));
  });

  it.each([shortForm('postgres'), shortForm('kafka'), longForm('kafka', 5)])(
    'has every fault at least once in the $name form, whatever the seed',
    (form) => {
      for (let seed = 0; seed < 200; seed += 1) {
        const faults = new Set(scheduleOf(form, String(seed)).map(({ fault }) => fault));
        expect(faults).toEqual(new Set(Object.keys(form.every) as Fault[]));
      }
    },
  );

  it('kills a relay about each second, and is over in time', () => {
    const acts = scheduleOf(shortForm('postgres'), '7');
    const kills = acts.filter(({ fault }) => fault === 'killRelay');
    expect(kills.length).toBeGreaterThan(60);
    expect(acts.every(({ at }) => at < shortForm('postgres').length)).toBe(true);
    expect(acts.map(({ at }) => at)).toEqual(acts.map(({ at }) => at).sort((a, b) => a - b));
  });
});
