// breaks: contracts-stands-on-lower-libs-only
import type { UnitOfWork } from '@tributary/persistence';

export type Upward = UnitOfWork;
