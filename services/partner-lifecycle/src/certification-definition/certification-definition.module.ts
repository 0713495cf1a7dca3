import { Module } from '@nestjs/common';
import { CertificationDefinitionController } from './certification-definition.controller.js';
import { CertificationDefinitionQueries } from './certification-definition.queries.js';
import { CertificationDefinitionService } from './certification-definition.service.js';

@Module({
  controllers: [CertificationDefinitionController],
  providers: [CertificationDefinitionService, CertificationDefinitionQueries],
  exports: [CertificationDefinitionService],
})
export class CertificationDefinitionModule {}
