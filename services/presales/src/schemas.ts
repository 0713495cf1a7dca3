import { accountSchema } from './account/account.schema.js';
import { accountRelationSchema } from './account-relation/account-relation.schema.js';
import { leadSchema } from './lead/lead.schema.js';
import { leadRoutingRuleSchema } from './lead-routing-rule/lead-routing-rule.schema.js';
import { Catalog0001 } from './migrations/0001-catalog.js';
import { Accounts0002 } from './migrations/0002-accounts.js';
import { Guards0003 } from './migrations/0003-guards.js';
import { AwaitedParents0004 } from './migrations/0004-awaited-parents.js';
import { FamilyCertifications0005 } from './migrations/0005-family-certifications.js';
import { Leads0006 } from './migrations/0006-leads.js';
import { priceBookSchema } from './price-book/price-book.schema.js';
import { priceSchema } from './price-book/price.schema.js';
import { productSchema } from './product/product.schema.js';
import { productFamilySchema } from './product-family/product-family.schema.js';

export const schemas = [
  productFamilySchema,
  productSchema,
  priceBookSchema,
  priceSchema,
  accountSchema,
  accountRelationSchema,
  leadSchema,
  leadRoutingRuleSchema,
];

export const migrations = [
  Catalog0001,
  Accounts0002,
  Guards0003,
  AwaitedParents0004,
  FamilyCertifications0005,
  Leads0006,
];
