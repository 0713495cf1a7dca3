import { Module, type DynamicModule } from '@nestjs/common';
import { platformModule, type Platform } from './platform.module.js';
import type { ServiceDefinition } from './service-definition.js';

@Module({})
class ServiceModule {}

export function serviceModule(definition: ServiceDefinition, platform: Platform): DynamicModule {
  return { module: ServiceModule, imports: [platformModule(platform), ...definition.modules] };
}
