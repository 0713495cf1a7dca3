import { defineEvent } from '@tributary/contracts';
import { CountingIds, ManualClock, systemActor } from '@tributary/kernel';
import { z } from 'zod';
import { Journal } from './journal.js';
import { Stage } from './stage.js';
import { statement } from './statement.js';

const moved = defineEvent({
  service: 'sales',
  aggregate: 'crate',
  name: 'CrateMoved',
  version: 1,
  summary: 'A crate moved.',
  data: z.object({ to: z.string() }),
  sample: { to: 'there' },
});
const by = { actor: systemActor('test'), facts: { correlationId: 'c', replayed: false } };

function stage(): Stage {
  return new Stage(new Journal('sales', new ManualClock(new Date(0)), new CountingIds()));
}

it('sends the outbox rows of a flight behind the state that they tell of', () => {
  const subject = stage();
  subject.journal.publish(by, moved.of('00000000-0000-7000-8000-000000000001', { to: 'here' }), 1);
  subject.put(statement('update crate'));
  const [first, last] = subject.take().map((each) => each.text);
  expect(first).toBe('update crate');
  expect(last).toContain('insert into outbox');
  expect(subject.take()).toEqual([]);
});

it('forgets what was staged since a mark, and only that', () => {
  const subject = stage();
  subject.put(statement('update one'));
  const unstage = subject.mark();
  subject.put(statement('update two'));
  subject.journal.publish(by, moved.of('key', { to: 'here' }), 1);
  unstage();
  expect(subject.take().map((each) => each.text)).toEqual(['update one']);
  expect(subject.journal.published).toBe(0);
});
