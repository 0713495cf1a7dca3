import { defineEvent } from '@tributary/contracts';
import { z } from 'zod';

const data = z.object({ n: z.number().int() });

/** Two events of an aggregate that exists only for these tests. */
export const toldV1 = defineEvent({
  service: 'sales', aggregate: 'story', name: 'StoryTold', version: 1, summary: 'A story was told.', data, sample: { n: 1 },
}); // prettier-ignore
export const endedV1 = defineEvent({
  service: 'sales', aggregate: 'story', name: 'StoryEnded', version: 1, summary: 'A story came to its end.', data, sample: { n: 1 },
}); // prettier-ignore
export const shelvedV1 = defineEvent({
  service: 'sales',
  aggregate: 'book',
  name: 'BookShelved',
  version: 1,
  summary: 'A book was put on the shelf.',
  data,
  sample: { n: 1 },
  replicated: true,
});
