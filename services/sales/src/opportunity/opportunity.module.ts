import { Module } from '@nestjs/common';
import { PipelineModule } from '../pipeline/pipeline.module.js';
import { OpportunityService } from './opportunity.service.js';

@Module({ imports: [PipelineModule], providers: [OpportunityService], exports: [OpportunityService] })
export class OpportunityModule {}
