// breaks: http-stands-on-lower-libs-only
import { definition } from '@tributary/presales';

export const upward = definition;
