import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakages } from './breakages.js';
import { edited } from './edited.js';

const root = join(__dirname, '../../../..');

it('there are nine ways to break it', () => {
  expect(new Set(breakages.map(({ name }) => name)).size).toBe(9);
});

// Whoever changes these places learns it here, and not only from the long run that takes the guards out.
it.each(breakages.map((breakage) => [breakage.name, breakage] as const))('%s still fits the source', (_, { edits }) => {
  const texts = new Map<string, string>();
  for (const edit of edits)
    texts.set(edit.file, edited(texts.get(edit.file) ?? readFileSync(join(root, edit.file), 'utf8'), edit));
  expect(texts.size).toBeGreaterThan(0);
});
