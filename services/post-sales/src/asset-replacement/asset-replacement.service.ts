import { Injectable } from '@nestjs/common';
import { NotYetKnown, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved } from '@tributary/persistence';
import { AssetService } from '../asset/asset.service.js';
import type { AssetState, CarriedCover } from '../asset/asset-state.js';
import { UnitFactsService } from '../asset-fulfillment/unit-facts.service.js';
import type { HeldTerms } from '../warranty-term/cover.js';
import { HeldTermService } from '../warranty-term/held-term.service.js';
import { carriedFrom } from './carried-cover.js';
import type { ToldReplacement } from './replacement.js';

export interface Replacement {
  readonly replaced: Saved<AssetState>;
  readonly replacement: Saved<AssetState>;
}

/** Puts a unit in the place of another one: both are linked, and the new one goes on where the warranty of the old one stood. */
@Injectable()
export class AssetReplacementService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly assets: AssetService,
    private readonly facts: UnitFactsService,
    private readonly held: HeldTermService,
  ) {}

  replace(id: string, told: ToldReplacement, actor: Actor): Promise<Replacement> {
    const { today } = this.assets;
    return this.unitOfWork.run(actor, async (tx) => {
      const [, old, terms, facts] = await Promise.all([
        this.facts.holdBoth(tx, id, told.sku, told.serial),
        this.assets.load(tx, id),
        this.held.ofUnit(tx, id),
        this.facts.ofReplacement(tx, id, told.sku, told.serial),
      ]);
      if (facts === null) throw new NotYetKnown('product');
      const { known, productId, sku, family, serial } = facts;
      const before = old.state;
      const carried = carriedFrom(this.leftOf(before, terms, told.on), told.on);
      const replaces = { assetId: id, serial: before.serial, on: told.on };
      const replacedBy = { serial, on: told.on };
      if (known !== null) {
        // It came to the shelf before; its key was not known until now.
        old.replaceBy({ ...replacedBy, assetId: known.id }, today, told.reason);
        const shelved = await this.assets.load(tx, known.id);
        shelved.takePlaceOf(before, replaces, carried, today);
        return { replaced: this.assets.save(tx, old), replacement: this.assets.save(tx, shelved) };
      }
      const { chain, accountId, term, moves } = before;
      const sold = { term, chain, accountId, moves };
      const unit = { productId, sku, family, serial, ...sold, shippedOn: told.on, carried, replaces };
      const replacement = this.assets.register(tx, unit, 'replacement');
      old.replaceBy({ ...replacedBy, assetId: replacement.id }, today, told.reason);
      return { replaced: this.assets.save(tx, old), replacement };
    });
  }

  // A warranty that has not begun begins with the replacement at the latest.
  private leftOf(old: AssetState, terms: HeldTerms | null, on: string): readonly CarriedCover[] {
    if (old.carried !== null) return old.carried;
    if (terms === null) return [];
    const purchasedOn = old.chain.find(({ role }) => role === 'end_customer')?.invoicedOn ?? null;
    const start = this.held.start(terms, { ...old, purchasedOn }).on ?? on;
    return this.held
      .spans(terms, start < on ? start : on)
      .map(({ costClass, coveredPercent, until }) => ({ costClass, coveredPercent, until }));
  }
}
