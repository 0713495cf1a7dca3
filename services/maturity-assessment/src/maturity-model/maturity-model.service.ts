import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Conflict, Ids, systemActor } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';
import { MaturityModel, ShippedModel } from './maturity-model.js';
import { maturityModels } from './maturity-model.schema.js';

@Injectable()
export class MaturityModelService implements OnApplicationBootstrap {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
    private readonly shipped: ShippedModel,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.unpack();
  }

  /** Puts the model in the box on the shelf, once per release, however many processes start at a time. */
  async unpack(): Promise<void> {
    const { content } = this.shipped;
    try {
      await this.unitOfWork.run(systemActor('shipped-content'), async (tx) => {
        const sql = 'SELECT id FROM maturity_model WHERE key = $1 AND release = $2';
        const known = await tx.read(sql, [content.key, content.release]);
        if (known.length === 0) tx.save(maturityModels, MaturityModel.ship(this.ids.next(), content));
      });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
}
