import type { Persisted } from '@tributary/testing';
import { migrations, schemas } from '../src/schemas.js';

/** As much of the service as its database needs. */
export const persisted: Persisted = { name: 'presales', schemas, migrations };
