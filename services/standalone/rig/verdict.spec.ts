import type { Evidence, HandlerTrace, LogTrace, Trace } from './evidence.js';
import type { Command } from './oracle.js';
import { easilyUpset, patient, readers } from './readers.js';
import { verdictOn } from './verdict.js';

const trace = (version: number, fate = 'plain', key = 'a'): Trace => ({
  key,
  version,
  mark: `w.${version}${key}.${fate}`,
});
const committed = (each: Trace): Command => ({ ...each, outcome: 'committed' });
const onLog = (each: Trace, position: number): LogTrace => ({ ...each, eventId: each.mark, partition: 0, position });
const inReaders = (traces: readonly Trace[]): HandlerTrace[] =>
  readers.flatMap((handler) => traces.map((each) => ({ ...each, handler })));

/** Everything as it must be after these commits. */
function afterAll(traces: readonly Trace[]): Evidence {
  return {
    commands: traces.map(committed),
    history: traces,
    outbox: [],
    records: traces.map(onLog),
    effects: inReaders(traces),
    deadLetters: [],
    parked: [],
    parkedKeys: [],
    inbox: new Set(),
  };
}

const failing = (evidence: Evidence): string[] =>
  verdictOn(evidence)
    .filter(({ faults }) => faults.length > 0)
    .map(({ name }) => name);

const [first, second, third] = [trace(1), trace(2), trace(3)] as const;
const sound = afterAll([first, second, third]);
const ofPatient = (name: string): string => `${patient}: ${name}`;

describe('the verdict on a run', () => {
  it('finds nothing where nothing is wrong', () => expect(failing(sound)).toEqual([]));

  it('sees a confirmed commit that is not stored', () => {
    expect(failing({ ...sound, history: [first, second] })).toEqual([
      'what a commit confirmed is stored, and nothing that was rolled back',
    ]);
  });

  it('sees what was rolled back and yet went all the way', () => {
    const commands = [committed(first), committed(second), { ...third, outcome: 'rolled back' as const }];
    expect(failing({ ...sound, commands })).toEqual([
      'what a commit confirmed is stored, and nothing that was rolled back',
      'nothing else is on the log',
      `${easilyUpset}: nothing came of what was not committed`,
      ofPatient('nothing came of what was not committed'),
    ]);
  });

  it('asks the database what became of a commit without an answer', () => {
    const commands = [committed(first), committed(second), { ...third, version: null, outcome: 'unknown' as const }];
    expect(failing({ ...sound, commands })).toEqual([]);
    expect(failing({ ...afterAll([first, second]), commands })).toEqual([]);
    expect(failing({ ...afterAll([first, second]), commands, history: sound.history })).toContain(
      'every committed event is on the log',
    );
  });

  it('sees what is lost before the log, and after it', () => {
    expect(failing({ ...sound, records: sound.records.slice(1) })).toEqual(['every committed event is on the log']);
    const effects = sound.effects.filter(({ handler, mark }) => handler !== patient || mark !== second.mark);
    expect(failing({ ...sound, effects })).toEqual([ofPatient('nothing is lost')]);
  });

  it('sees a second effect', () => {
    const effects = [...sound.effects, { ...third, handler: patient }];
    expect(failing({ ...sound, effects })).toEqual([ofPatient('nothing took effect twice')]);
  });

  it('sees effects out of order, of one key only', () => {
    const other = trace(1, 'plain', 'b');
    expect(failing(afterAll([first, second, other]))).toEqual([]);
    const effects = [...inReaders([second, first]), ...inReaders([third])];
    expect(failing({ ...sound, effects })).toEqual(
      readers.map((handler) => `${handler}: the events of each key took effect in order`),
    );
  });

  it('takes a duplicate on the log as it comes, and sees a first appearance out of order', () => {
    expect(failing({ ...sound, records: [...sound.records, onLog(first, 3)] })).toEqual([]);
    expect(failing({ ...sound, records: [third, first, second].map(onLog) })).toEqual([
      'the log has the events of each key in order',
    ]);
  });

  describe('of what cannot be handled', () => {
    const broken = trace(2, 'undecodable');
    const hopeless = trace(2, 'always');

    it('wants exactly the undecodable among the dead letters', () => {
      const evidence = { ...afterAll([first, broken, third]), effects: inReaders([first, third]) };
      expect(failing({ ...evidence, deadLetters: inReaders([broken]) })).toEqual([]);
      expect(failing(evidence)).toEqual(readers.map((handler) => `${handler}: nothing is lost`));
      expect(failing({ ...sound, effects: inReaders([first, second]), deadLetters: inReaders([third]) })).toEqual(
        readers.map((handler) => `${handler}: dead or parked is what cannot be handled, and nothing else`),
      );
    });

    it('wants what comes after a hopeless event to wait, in the one handler that it upsets', () => {
      const evidence = afterAll([first, hopeless, third]);
      const upset = [hopeless, third].map((each) => ({ ...each, handler: easilyUpset }));
      const effects = evidence.effects.filter(({ handler, version }) => handler === patient || version === 1);
      const parkedKeys = [{ handler: easilyUpset, key: 'a', dead: true }];
      expect(failing({ ...evidence, effects, parked: upset, parkedKeys })).toEqual([]);
      expect(failing({ ...evidence, effects, parked: [...upset].reverse(), parkedKeys })).toEqual([
        `${easilyUpset}: the events of each key took effect in order`,
      ]);
      expect(
        failing({ ...evidence, effects, parked: upset, parkedKeys: [{ ...parkedKeys[0]!, dead: false }] }),
      ).toEqual(['no key waits for a retry']);
    });
  });
});
