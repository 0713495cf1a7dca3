import { Module } from '@nestjs/common';
import { DealProgramController } from './deal-program.controller.js';
import { DealProgramService } from './deal-program.service.js';

@Module({ controllers: [DealProgramController], providers: [DealProgramService], exports: [DealProgramService] })
export class DealProgramModule {}
