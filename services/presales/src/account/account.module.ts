import { Module } from '@nestjs/common';
import { AccountController } from './account.controller.js';
import { AccountImportService } from './account-import.service.js';
import { AccountQueries } from './account.queries.js';
import { AccountService } from './account.service.js';

@Module({
  controllers: [AccountController],
  providers: [AccountService, AccountImportService, AccountQueries],
  exports: [AccountService, AccountImportService],
})
export class AccountModule {}
