import { Module } from '@nestjs/common';
import { ServiceRequestModule } from '../service-request/service-request.module.js';
import { ServiceAgentController } from './service-agent.controller.js';
import { ServiceAgentService } from './service-agent.service.js';
import { ServiceAgentWorker } from './service-agent.worker.js';

@Module({
  imports: [ServiceRequestModule],
  controllers: [ServiceAgentController],
  providers: [ServiceAgentService, ServiceAgentWorker],
})
export class ServiceAgentModule {}
