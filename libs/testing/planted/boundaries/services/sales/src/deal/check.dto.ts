// breaks: dto-knows-rows-as-a-type-only
import { UnitOfWork } from '@tributary/persistence';

export class CheckDto extends UnitOfWork {}
