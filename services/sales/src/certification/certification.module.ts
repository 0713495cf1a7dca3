import { Module } from '@nestjs/common';
import { CertificationService } from './certification.service.js';
import { KeepCertificationWhenItChanged } from './keep-certification-when-it-changed.consumer.js';
import { KeepProductFamilyWhenItChanged } from './keep-product-family-when-it-changed.consumer.js';

@Module({
  controllers: [KeepCertificationWhenItChanged, KeepProductFamilyWhenItChanged],
  providers: [CertificationService],
  exports: [CertificationService],
})
export class CertificationModule {}
