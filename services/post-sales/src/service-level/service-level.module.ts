import { Module } from '@nestjs/common';
import { ServiceLevelController } from './service-level.controller.js';
import { ServiceLevelService } from './service-level.service.js';

@Module({ controllers: [ServiceLevelController], providers: [ServiceLevelService], exports: [ServiceLevelService] })
export class ServiceLevelModule {}
