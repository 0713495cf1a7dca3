import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, Conflict, Ids, InvalidTransition, systemActor, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved } from '@tributary/persistence';
import { MaturityModel, ShippedModel, type MaturityModelState, type ModelRevision } from './maturity-model.js';
import { maturityModels } from './maturity-model.schema.js';

const nextRelease = `
  SELECT coalesce(max(release), 0) + 1 AS next FROM maturity_model
   WHERE key = coalesce($2::text, (SELECT key FROM maturity_model WHERE id = $1))`;

@Injectable()
export class MaturityModelService implements OnApplicationBootstrap {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
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
        if (known.length > 0) return;
        tx.save(maturityModels, MaturityModel.ship(this.ids.next(), content, this.clock.now()));
      });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }

  /** Whoever drafts from the same release waits for the other, so that both get a number of their own. */
  draft(actor: Actor, basedOn: string, key: string | null): Promise<Saved<MaturityModelState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [base, [release]] = await Promise.all([
        tx.load(maturityModels, basedOn),
        tx.read<{ next: number }>(nextRelease, [basedOn, key]),
      ]);
      if (base.state.status !== 'published') throw new InvalidTransition(base.state.status, ['published']);
      const named = { key: key ?? base.state.key, release: Number(release?.next) };
      return tx.save(maturityModels, MaturityModel.draft(this.ids.next(), base.state, named));
    });
  }

  revise(actor: Actor, id: string, change: ModelRevision): Promise<Saved<MaturityModelState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const model = await tx.load(maturityModels, id);
      model.revise(change);
      return tx.save(maturityModels, model);
    });
  }

  publish(actor: Actor, id: string): Promise<Saved<MaturityModelState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const model = await tx.load(maturityModels, id);
      model.publish(actor.subject, this.clock.now());
      return tx.save(maturityModels, model);
    });
  }
}
