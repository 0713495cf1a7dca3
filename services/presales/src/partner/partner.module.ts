import { Module } from '@nestjs/common';
import { KeepCertificationWhenItChanged } from './keep-certification-when-it-changed.consumer.js';
import { KeepPartnerWhenItChanged } from './keep-partner-when-it-changed.consumer.js';
import { KeepTerritoryWhenItChanged } from './keep-territory-when-it-changed.consumer.js';
import { PartnerService } from './partner.service.js';

@Module({
  controllers: [KeepPartnerWhenItChanged, KeepTerritoryWhenItChanged, KeepCertificationWhenItChanged],
  providers: [PartnerService],
  exports: [PartnerService],
})
export class PartnerModule {}
