import { PinoLogger } from './logger.js';

const written = (write: (logger: PinoLogger) => void, level: 'info' | 'error' = 'info'): Record<string, unknown>[] => {
  const lines: string[] = [];
  write(new PinoLogger({ name: 'sales', level, destination: { write: (line: string) => void lines.push(line) } }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

it('writes a line of JSON with the service, the context and the facts', () => {
  expect(written((logger) => logger.log({ requestId: 'abc', status: 200 }, 'request'))).toMatchObject([
    { name: 'sales', context: 'request', requestId: 'abc', status: 200, level: 30 },
  ]);
  expect(written((logger) => logger.error('failed', 'the stack', 'relay'))).toMatchObject([
    { msg: 'failed', stack: 'the stack', context: 'relay' },
  ]);
  expect(written((logger) => logger.log('quiet'), 'error')).toEqual([]);
});

it('writes no secret', () => {
  const [line] = written((logger) =>
    logger.warn({ token: 'abc', headers: { authorization: 'Bearer abc' }, code: 'X' }),
  );
  expect(JSON.stringify(line)).not.toContain('abc');
  expect(line).toMatchObject({ code: 'X' });
});
