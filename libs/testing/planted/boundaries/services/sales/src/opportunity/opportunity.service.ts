import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@tributary/persistence';
import { AccountService } from '../account/account.service.js';
import { opportunities } from './opportunity.schema.js';

@Injectable()
export class OpportunityService {
  readonly store = opportunities;
  constructor(
    readonly unitOfWork: UnitOfWork,
    readonly accounts: AccountService,
  ) {}
}
