import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, Operation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { AssetFulfillmentService } from './asset-fulfillment.service.js';
import { FulfilledAssetsDto, fulfillmentFrom, OrderFulfillmentDto } from './asset-fulfillment.dto.js';

@Controller('v1/assets/fulfillments')
export class AssetFulfillmentController {
  constructor(private readonly fulfillments: AssetFulfillmentService) {}

  @Post()
  @Operation({
    roles: ['admin', 'support'],
    scope: 'assets:write',
    summary: 'Tell what was shipped for an order',
    description:
      'The data of `erp.OrderFulfilled.v1`, which may come on the topic `erp.order.fulfilled` instead. All of it or nothing; what was told before changes nothing.',
    answer: FulfilledAssetsDto,
    status: 201,
    errors: [
      'NOT_YET_KNOWN',
      'SERIAL_TAKEN',
      'SERIAL_TWICE',
      'TOO_MANY_UNITS',
      'DAY_IN_FUTURE',
      'CHAIN_OUT_OF_ORDER',
      'CHAIN_ROLE_NO_PARTNER',
      'CHAIN_LINK_UNNAMED',
      'CHAIN_PARTNER_TWICE',
    ],
  })
  async fulfill(@CurrentActor() actor: Actor, @Body() document: OrderFulfillmentDto): Promise<FulfilledAssetsDto> {
    return { assets: await this.fulfillments.fulfill(fulfillmentFrom(document), actor) };
  }
}
