import { Module } from '@nestjs/common';
import { KeepPartnerWhenItChanged } from './keep-partner-when-it-changed.consumer.js';
import { PartnerService } from './partner.service.js';

@Module({ controllers: [KeepPartnerWhenItChanged], providers: [PartnerService], exports: [PartnerService] })
export class PartnerModule {}
