import { Module } from '@nestjs/common';
import { DealCheckService } from './deal-check.service.js';

@Module({ providers: [DealCheckService], exports: [DealCheckService] })
export class DealCheckModule {}
