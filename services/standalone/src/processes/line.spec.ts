import { linesOf, readable } from './line.js';

const line = (fields: object): string => JSON.stringify({ level: 30, time: 1, name: 'sales', ...fields });

describe('The log of a process in a terminal', () => {
  it('is a sentence for each line, with what else stands in it', () => {
    expect(readable(line({ context: 'relay', msg: 'is behind', rows: 7 }))).toBe('relay: is behind {"rows":7}');
    expect(readable(line({ level: 50, msg: 'lost' }))).toBe('error: lost');
    const request = { context: 'request', method: 'GET', route: '/v1/leads', status: 200, milliseconds: 4 };
    expect(readable(line(request))).toBe('GET /v1/leads 200, 4 ms');
  });

  it('leaves out what tells nobody anything, unless it is a warning', () => {
    expect(readable(line({ context: 'RouterExplorer', msg: 'Mapped' }))).toBeNull();
    expect(readable(line({ level: 40, context: 'RouterExplorer', msg: 'twice' }))).toBe(
      'warning: RouterExplorer: twice',
    );
  });

  it.each(['sales could not start: no Kafka', '{ "half": '])('keeps what is no log line: %s', (text) => {
    expect(readable(text)).toBe(text);
  });

  it('comes in pieces and is told in lines', () => {
    const told: string[] = [];
    const take = linesOf((text) => told.push(text));
    for (const piece of ['one\ntw', 'o\n\n', 'three']) take(Buffer.from(piece));
    expect(told).toEqual(['one', 'two']);
  });
});
