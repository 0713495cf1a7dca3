import type { Incident } from './incident.js';
import { Waiting } from './waiting.js';

describe('what waits for a database or the log', () => {
  let incidents: Incident[];
  let waiting: Waiting;
  beforeEach(() => {
    incidents = [];
    waiting = new Waiting((incident) => incidents.push(incident));
  });

  it('waits longer each time, from about 0.2 s up to 30 s, and no two alike', () => {
    const pauses = Array.from({ length: 14 }, () => waiting.begin('a/0', 'away'));
    expect(pauses[0]).toBeGreaterThanOrEqual(150);
    expect(pauses[0]).toBeLessThanOrEqual(250);
    for (let at = 0; at < 6; at += 1) {
      expect(pauses[at]! / 2 ** at).toBeGreaterThanOrEqual(150);
      expect(pauses[at]! / 2 ** at).toBeLessThanOrEqual(250);
    }
    for (const pause of pauses.slice(9)) expect(pause).toBe(30_000);
    const others = Array.from({ length: 5 }, (_, at) => waiting.begin(`b/${at}`, 'away'));
    expect(new Set(others).size).toBeGreaterThan(1);
  });

  it('is told once when it begins and once when it ends, and begins small again', () => {
    waiting.begin('a/0', 'away');
    waiting.begin('a/0', 'still away');
    expect(waiting.places).toEqual(new Map([['a/0', 'still away']]));
    waiting.end('a/0');
    waiting.end('a/0');
    expect(incidents.map(({ what, handler, error }) => [what, handler, error])).toEqual([
      ['waiting', 'a/0', 'away'],
      ['recovered', 'a/0', expect.any(String)],
    ]);
    expect(waiting.places.size).toBe(0);
    expect(waiting.begin('a/0', 'away')).toBeLessThanOrEqual(250);
  });

  it('is left alone for as long as its pause, where work is done in rounds', async () => {
    let rounds = 0;
    const round = () => waiting.through('backlogs', () => Promise.reject(new Error(`away ${(rounds += 1)}`)));
    await round();
    await round();
    expect(rounds).toBe(1);
  });
});
