import {
  accountCreatedV1,
  accountUpdatedV1,
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
import { PriceBookModule } from './price-book/price-book.module.js';
import { ProductModule } from './product/product.module.js';
import { ProductFamilyModule } from './product-family/product-family.module.js';
import { migrations, schemas } from './schemas.js';

export const definition: ServiceDefinition = {
  name: 'presales',
  title: 'Presales',
  description: 'The product catalog with its prices, and the accounts: the end customers that partners sell to.',
  modules: [ProductFamilyModule, ProductModule, PriceBookModule, AccountRelationModule, AccountModule],
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
  ],
};
