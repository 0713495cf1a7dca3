import { Controller } from '@nestjs/common';
import { productFamilyChangedV1, type ProductFamilyV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { CertificationService } from './certification.service.js';

@Controller()
export class KeepProductFamilyWhenItChanged {
  constructor(private readonly certifications: CertificationService) {}

  @On(productFamilyChangedV1, 'sales.keep-product-family', { from: 'state' })
  async changed(event: ReceivedEvent<{ family: ProductFamilyV1 }>): Promise<void> {
    await this.certifications.keepFamily(event.data.family, event.sequence);
  }
}
