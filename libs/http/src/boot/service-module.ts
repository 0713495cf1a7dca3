import { Module, type DynamicModule } from '@nestjs/common';
import type { OperatingParts } from '@tributary/messaging';
import { failedEventsModule } from '../failed-events/failed-events.module.js';
import { platformModule, type Platform } from './platform.module.js';
import type { ServiceDefinition } from './service-definition.js';

@Module({})
class ServiceModule {}

export function serviceModule(
  definition: ServiceDefinition,
  platform: Platform,
  handlers: OperatingParts['handlers'],
): DynamicModule {
  const operating = failedEventsModule(definition.name, { ...platform, handlers });
  return { module: ServiceModule, imports: [platformModule(platform), operating, ...definition.modules] };
}
