// breaks: services-meet-through-contracts-only
import { OpportunityModule } from '@tributary/sales';

export const borrowed = OpportunityModule;
