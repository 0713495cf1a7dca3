import {
  accountCreatedV1,
  accountUpdatedV1,
  leadAcceptedV1,
  leadCapturedV1,
  leadConvertedV1,
  leadDeclinedV1,
  leadDisqualifiedV1,
  leadOfferedV1,
  leadQualifiedV1,
  leadReassignedV1,
  priceBookPublishedV1,
  priceBookRetiredV1,
  priceChangedV1,
  productFamilyChangedV1,
  productPublishedV1,
  productRetiredV1,
} from '@tributary/contracts';
import type { ServiceDefinition } from '@tributary/http';
import { AccountModule } from './account/account.module.js';
import { AccountRelationModule } from './account-relation/account-relation.module.js';
import { errors } from './error-catalog.js';
import { LeadModule } from './lead/lead.module.js';
import { LeadOfferModule } from './lead-offer/lead-offer.module.js';
import { LeadRoutingRuleModule } from './lead-routing-rule/lead-routing-rule.module.js';
import { LeadScoringModule } from './lead-scoring/lead-scoring.module.js';
import { PriceBookModule } from './price-book/price-book.module.js';
import { ProductModule } from './product/product.module.js';
import { ProductFamilyModule } from './product-family/product-family.module.js';
import { migrations, schemas } from './schemas.js';

export const definition: ServiceDefinition = {
  name: 'presales',
  title: 'Presales',
  description:
    'The product catalog with its prices, the accounts (the end customers that partners sell to), and leads with their way to a partner.',
  modules: [
    ProductFamilyModule,
    ProductModule,
    PriceBookModule,
    AccountRelationModule,
    AccountModule,
    LeadRoutingRuleModule,
    LeadScoringModule,
    LeadModule,
    LeadOfferModule,
  ],
  schemas,
  migrations,
  errors,
  publishes: [
    productFamilyChangedV1,
    productPublishedV1,
    productRetiredV1,
    priceBookPublishedV1,
    priceBookRetiredV1,
    priceChangedV1,
    accountCreatedV1,
    accountUpdatedV1,
    leadCapturedV1,
    leadQualifiedV1,
    leadOfferedV1,
    leadAcceptedV1,
    leadDeclinedV1,
    leadReassignedV1,
    leadConvertedV1,
    leadDisqualifiedV1,
  ],
};
