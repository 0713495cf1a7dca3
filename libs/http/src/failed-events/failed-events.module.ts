import { Controller, Module, type DynamicModule, type Type } from '@nestjs/common';
import type { ServiceName } from '@tributary/contracts';
import { DeadLetters, ParkedKeys, type OperatingParts } from '@tributary/messaging';
import { DeadLetterController } from './dead-letter.controller.js';
import { InterventionController } from './intervention.controller.js';
import { ParkedKeyController } from './parked-key.controller.js';

@Module({})
class FailedEventsModule {}

/** What every service offers to those who operate it, under `/v1/events/<service>/`. */
export function failedEventsModule(service: ServiceName, parts: OperatingParts): DynamicModule {
  return {
    module: FailedEventsModule,
    controllers: [
      ofService(service, 'parked-keys', ParkedKeyController),
      ofService(service, 'dead-letters', DeadLetterController),
      ofService(service, 'interventions', InterventionController),
    ],
    providers: [
      { provide: ParkedKeys, useValue: new ParkedKeys(parts) },
      { provide: DeadLetters, useValue: new DeadLetters(parts) },
    ],
  };
}

// Its name makes the operation ids, which no two services share: salesParkedKeyRetry.
function ofService(service: ServiceName, noun: string, controller: Type): Type {
  const own = class extends controller {};
  const prefix = service.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  Object.defineProperty(own, 'name', { value: prefix + controller.name });
  Controller(`v1/events/${service}/${noun}`)(own);
  return own;
}
