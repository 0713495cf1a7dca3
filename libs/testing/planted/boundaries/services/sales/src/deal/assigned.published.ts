// breaks: published-knows-rows-as-a-type-only
import { UnitOfWork } from '@tributary/persistence';

export const work = new UnitOfWork();
