import type { ServiceDefinition } from '@tributary/http';
import { platformMigration } from '@tributary/persistence';
import { errors } from './error-catalog.js';
import { WarrantyTerms1790000000001 } from './migrations/0001-warranty-terms.js';
import { WarrantyTermModule } from './warranty-term/warranty-term.module.js';
import { warrantyTermSchema } from './warranty-term/warranty-term.schema.js';

export const definition: ServiceDefinition = {
  name: 'post-sales',
  title: 'Post-sales',
  description: 'Installed base, service requests of both directions, warranty and returns.',
  modules: [WarrantyTermModule],
  schemas: [warrantyTermSchema],
  migrations: [platformMigration, WarrantyTerms1790000000001],
  errors,
  publishes: [],
};
