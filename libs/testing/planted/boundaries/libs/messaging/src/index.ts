import type { UnitOfWork } from '@tributary/persistence';

export class Relay {
  constructor(readonly unitOfWork: UnitOfWork) {}
}
