import { definition } from '@tributary/presales';
import { OpportunityModule } from '@tributary/sales';

export const services = [definition, OpportunityModule];
