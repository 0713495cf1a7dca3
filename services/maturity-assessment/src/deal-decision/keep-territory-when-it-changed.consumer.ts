import { Controller } from '@nestjs/common';
import { territoryChangedV1, type ReceivedEvent, type TerritoryV1 } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { DealDecisionService } from './deal-decision.service.js';

@Controller()
export class KeepTerritoryWhenItChanged {
  constructor(private readonly decisions: DealDecisionService) {}

  @On(territoryChangedV1, 'maturity.keep-territory', { from: 'state' })
  async changed(event: ReceivedEvent<{ territory: TerritoryV1 }>): Promise<void> {
    await this.decisions.keepTerritory(event.data.territory, event.sequence);
  }
}
