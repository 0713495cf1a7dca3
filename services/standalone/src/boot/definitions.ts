import type { ServiceDefinition } from '@tributary/http';
import { definition as maturityAssessment } from '@tributary/maturity-assessment';
import { definition as partnerLifecycle } from '@tributary/partner-lifecycle';
import { definition as postSales } from '@tributary/post-sales';
import { definition as presales } from '@tributary/presales';
import { definition as sales } from '@tributary/sales';

/** Every service behind the gateway. */
export const definitions: readonly ServiceDefinition[] = [
  partnerLifecycle,
  presales,
  sales,
  postSales,
  maturityAssessment,
];
