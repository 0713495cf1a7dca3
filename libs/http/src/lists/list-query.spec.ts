import 'reflect-metadata';
import { ListQuery } from './list-query.js';

it('a list says how to follow what changes, as a change is seen some time after its instant', () => {
  const { description } = Reflect.getMetadata('swagger/apiModelProperties', ListQuery.prototype, 'updatedSince') as {
    description: string;
  };
  expect(description).toMatch(/from a minute before the last time.*`id` and `version`/);
});
