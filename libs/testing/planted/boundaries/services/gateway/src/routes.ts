// breaks: services-meet-through-contracts-only
import { definition } from '@tributary/presales';

export const routed = definition;
