import { Module } from '@nestjs/common';
import { PartnerProgramController } from './partner-program.controller.js';

@Module({ controllers: [PartnerProgramController] })
export class PartnerProgramModule {}
