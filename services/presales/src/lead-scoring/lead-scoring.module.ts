import { Module } from '@nestjs/common';
import { LeadScoringController } from './lead-scoring.controller.js';
import { LeadScoringService } from './lead-scoring.service.js';

@Module({ controllers: [LeadScoringController], providers: [LeadScoringService], exports: [LeadScoringService] })
export class LeadScoringModule {}
