import { Module } from '@nestjs/common';
import { AccountService } from './account.service.js';
import { KeepAccountWhenItChanged } from './keep-account-when-it-changed.consumer.js';

@Module({ controllers: [KeepAccountWhenItChanged], providers: [AccountService], exports: [AccountService] })
export class AccountModule {}
