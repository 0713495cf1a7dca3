import { Controller } from '@nestjs/common';
import { territoryChangedV1, type ReceivedEvent, type TerritoryV1 } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { PartnerService } from './partner.service.js';

@Controller()
export class KeepTerritoryWhenItChanged {
  constructor(private readonly partners: PartnerService) {}

  @On(territoryChangedV1, 'presales.keep-territory', { from: 'state' })
  async changed(event: ReceivedEvent<{ territory: TerritoryV1 }>): Promise<void> {
    await this.partners.keepTerritory(event.data.territory, event.sequence);
  }
}
