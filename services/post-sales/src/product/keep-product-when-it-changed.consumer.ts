import { Controller } from '@nestjs/common';
import { productPublishedV1, productRetiredV1, type ProductV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { ProductService } from './product.service.js';

@Controller()
export class KeepProductWhenItChanged {
  constructor(private readonly products: ProductService) {}

  @On([productPublishedV1, productRetiredV1], 'post-sales.keep-product', { from: 'state' })
  async changed(event: ReceivedEvent<{ product: ProductV1 }>): Promise<void> {
    await this.products.keep(event.data.product, event.sequence);
  }
}
