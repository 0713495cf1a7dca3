import { UnitOfWork } from '@tributary/persistence';

export const migration = UnitOfWork;
