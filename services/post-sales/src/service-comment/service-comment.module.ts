import { Module } from '@nestjs/common';
import { ServiceRequestModule } from '../service-request/service-request.module.js';
import { ServiceCommentController } from './service-comment.controller.js';
import { ServiceCommentQueries } from './service-comment.queries.js';
import { ServiceCommentService } from './service-comment.service.js';

@Module({
  imports: [ServiceRequestModule],
  controllers: [ServiceCommentController],
  providers: [ServiceCommentService, ServiceCommentQueries],
})
export class ServiceCommentModule {}
