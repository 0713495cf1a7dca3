import { Controller, Get, Post } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { ServiceWatchersDto } from './service-watcher.dto.js';
import { ServiceWatcherService } from './service-watcher.service.js';

const access = { roles: [...vendorRoles, ...partnerRoles], scope: 'service-requests:read' };

@Controller('v1/service-requests/:id')
export class ServiceWatcherController {
  constructor(private readonly watchers: ServiceWatcherService) {}

  @Get('watchers')
  @Operation({ ...access, summary: 'Who of your side watches a request', answer: ServiceWatchersDto })
  async list(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<ServiceWatchersDto> {
    return { items: await this.watchers.list(id, actor) };
  }

  @Post('watch')
  @Operation({ ...access, summary: 'Watch a request' })
  watch(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<void> {
    return this.watchers.watch(id, actor);
  }

  @Post('unwatch')
  @Operation({ ...access, summary: 'Watch a request no longer' })
  unwatch(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<void> {
    return this.watchers.unwatch(id, actor);
  }
}
