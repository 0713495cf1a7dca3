import { assertCatalog } from '@tributary/http';
import { errors } from './error-catalog.js';

it('every code that the sources answer with is in the catalog, and the other way round', () => {
  assertCatalog({ sources: import.meta.dirname, catalog: errors, alsoThrown: ['SKU_MISSING'] });
});
