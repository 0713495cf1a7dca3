import { Module } from '@nestjs/common';
import { DealProtectionService } from './deal-protection.service.js';

@Module({ providers: [DealProtectionService], exports: [DealProtectionService] })
export class DealProtectionModule {}
