import { Module } from '@nestjs/common';
import { DealConflictService } from './deal-conflict.service.js';

@Module({ providers: [DealConflictService], exports: [DealConflictService] })
export class DealConflictModule {}
