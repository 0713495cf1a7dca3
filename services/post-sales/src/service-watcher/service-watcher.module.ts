import { Module } from '@nestjs/common';
import { ServiceWatcherController } from './service-watcher.controller.js';
import { ServiceWatcherService } from './service-watcher.service.js';

@Module({ controllers: [ServiceWatcherController], providers: [ServiceWatcherService] })
export class ServiceWatcherModule {}
