import { catalog } from '@tributary/contracts';
import type { ServiceDefinition } from '@tributary/http';
import { AccountModule } from './account/account.module.js';
import { AssetFulfillmentModule } from './asset-fulfillment/asset-fulfillment.module.js';
import { AssetReplacementModule } from './asset-replacement/asset-replacement.module.js';
import { AssetModule } from './asset/asset.module.js';
import { EntitlementModule } from './entitlement/entitlement.module.js';
import { errors } from './error-catalog.js';
import { PartnerModule } from './partner/partner.module.js';
import { ProductModule } from './product/product.module.js';
import { migrations, schemas } from './schemas.js';
import { WarrantyTermModule } from './warranty-term/warranty-term.module.js';

export const definition: ServiceDefinition = {
  name: 'post-sales',
  title: 'Post-sales',
  description: 'Installed base, service requests of both directions, warranty and returns.',
  modules: [
    AccountModule,
    PartnerModule,
    ProductModule,
    WarrantyTermModule,
    // Before the units: `fulfillments` and `import` are no ids.
    AssetFulfillmentModule,
    AssetModule,
    AssetReplacementModule,
    EntitlementModule,
  ],
  schemas,
  migrations,
  errors,
  publishes: catalog.filter(({ service }) => service === 'post-sales'),
};
