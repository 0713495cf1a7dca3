import { Module } from '@nestjs/common';
import { AccountRelationController } from './account-relation.controller.js';
import { AccountRelationQueries } from './account-relation.queries.js';
import { AccountRelationService } from './account-relation.service.js';

@Module({
  controllers: [AccountRelationController],
  providers: [AccountRelationService, AccountRelationQueries],
  exports: [AccountRelationService],
})
export class AccountRelationModule {}
