// breaks: consumer-imports-its-own-technology
import { UnitOfWork } from '@tributary/persistence';

export const work = UnitOfWork;
