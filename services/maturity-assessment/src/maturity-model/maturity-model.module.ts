import { Module } from '@nestjs/common';
import { MaturityModelController } from './maturity-model.controller.js';
import { shippedModel } from './maturity-model.file.js';
import { ShippedModel } from './maturity-model.js';
import { MaturityModelQueries } from './maturity-model.queries.js';
import { MaturityModelService } from './maturity-model.service.js';

@Module({
  controllers: [MaturityModelController],
  providers: [
    MaturityModelService,
    MaturityModelQueries,
    { provide: ShippedModel, useFactory: (): ShippedModel => ({ content: shippedModel() }) },
  ],
})
export class MaturityModelModule {}
