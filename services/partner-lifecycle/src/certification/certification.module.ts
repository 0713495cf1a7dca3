import { Module } from '@nestjs/common';
import { CertificationDefinitionModule } from '../certification-definition/certification-definition.module.js';
import { CertificationController } from './certification.controller.js';
import { CertificationQueries } from './certification.queries.js';
import { CertificationService } from './certification.service.js';
import { CertificationWorker } from './certification.worker.js';
import { CompletionRecordService } from './completion-record.service.js';
import { VerificationController } from './verification.controller.js';

@Module({
  imports: [CertificationDefinitionModule],
  controllers: [CertificationController, VerificationController],
  providers: [CertificationService, CompletionRecordService, CertificationQueries, CertificationWorker],
  exports: [CertificationService],
})
export class CertificationModule {}
