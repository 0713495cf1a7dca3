import type { Ids } from '@tributary/kernel';
import type { Reads, UnitOfWork } from '@tributary/persistence';
import type { Handlers } from './event-data.js';

export interface OperatingParts {
  readonly unitOfWork: UnitOfWork;
  readonly reads: Reads;
  readonly ids: Ids;
  /** The service's own, as they are at the moment of the call. */
  readonly handlers: () => Handlers;
}
