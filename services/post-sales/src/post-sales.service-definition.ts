import { catalog } from '@tributary/contracts';
import type { ServiceDefinition } from '@tributary/http';
import { AccountModule } from './account/account.module.js';
import { AssetFulfillmentModule } from './asset-fulfillment/asset-fulfillment.module.js';
import { AssetImportModule } from './asset-import/asset-import.module.js';
import { AssetReplacementModule } from './asset-replacement/asset-replacement.module.js';
import { AssetModule } from './asset/asset.module.js';
import { EntitlementModule } from './entitlement/entitlement.module.js';
import { errors } from './error-catalog.js';
import { PartnerModule } from './partner/partner.module.js';
import { ProductModule } from './product/product.module.js';
import { migrations, schemas } from './schemas.js';
import { ServiceAgentModule } from './service-agent/service-agent.module.js';
import { ServiceCommentModule } from './service-comment/service-comment.module.js';
import { ServiceLevelModule } from './service-level/service-level.module.js';
import { ServiceRequestModule } from './service-request/service-request.module.js';
import { ServiceWatcherModule } from './service-watcher/service-watcher.module.js';
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
    AssetFulfillmentModule,
    AssetImportModule,
    AssetModule,
    AssetReplacementModule,
    EntitlementModule,
    ServiceLevelModule,
    ServiceAgentModule,
    ServiceRequestModule,
    ServiceCommentModule,
    ServiceWatcherModule,
  ],
  schemas,
  migrations,
  errors,
  publishes: catalog.filter(({ service }) => service === 'post-sales'),
};
