import type { MigrationClass } from '@tributary/persistence';
import { assetSchema } from './asset/asset.schema.js';
import { WarrantyTerms1790000000001 } from './migrations/0001-warranty-terms.js';
import { Replicas1790000000002 } from './migrations/0002-replicas.js';
import { Assets1790000000003 } from './migrations/0003-assets.js';
import { ServiceRequests1790000000004 } from './migrations/0004-service-requests.js';
import { RequestsByFilter1790000000006 } from './migrations/0006-requests-by-filter.js';
import { UnitsSeenByPartners1790000000005 } from './migrations/0005-units-seen-by-partners.js';
import { serviceRequestSchema } from './service-request/service-request.schema.js';
import { warrantyTermSchema } from './warranty-term/warranty-term.schema.js';

export const schemas = [warrantyTermSchema, assetSchema, serviceRequestSchema];

export const migrations: readonly MigrationClass[] = [
  WarrantyTerms1790000000001,
  Replicas1790000000002,
  Assets1790000000003,
  ServiceRequests1790000000004,
  UnitsSeenByPartners1790000000005,
  RequestsByFilter1790000000006,
];
