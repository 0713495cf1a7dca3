import { Module } from '@nestjs/common';
import { CertificationTermService } from './certification-term.service.js';
import { CountTermWhenCertificationChanged } from './count-term-when-certification-changed.consumer.js';

@Module({
  controllers: [CountTermWhenCertificationChanged],
  providers: [CertificationTermService],
  exports: [CertificationTermService],
})
export class CertificationTermModule {}
