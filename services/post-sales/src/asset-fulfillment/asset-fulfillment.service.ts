import { Injectable } from '@nestjs/common';
import { Conflict, systemActor, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import { AccountService } from '../account/account.service.js';
import { AssetService } from '../asset/asset.service.js';
import type { Asset } from '../asset/asset.js';
import { PartnerService } from '../partner/partner.service.js';
import { unitsOf, type FulfilledUnit, type OrderFulfillment } from './order-fulfillment.js';
import { UnitFactsService, type UnitFacts } from './unit-facts.service.js';

export interface FulfilledAsset {
  readonly line: string;
  readonly sku: string;
  readonly serial: string;
  readonly assetId: string;
  /** `known`: this order line brought the serial before, or the unit was known without one and is completed. */
  readonly outcome: 'registered' | 'known';
}

/** Turns what an ERP shipped into units, all of a document or nothing, once however often it is told. */
@Injectable()
export class AssetFulfillmentService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly assets: AssetService,
    private readonly facts: UnitFactsService,
    private readonly accounts: AccountService,
    private readonly partners: PartnerService,
  ) {}

  fulfill(told: OrderFulfillment, actor: Actor = systemActor('erp')): Promise<readonly FulfilledAsset[]> {
    const units = unitsOf(told);
    const asked = units.map((unit) => ({ ...unit, shippedOn: told.shippedOn }));
    return this.unitOfWork.run(actor, async (tx) => {
      const [, facts, chain] = await Promise.all([
        this.holdOrder(tx, told.order),
        this.facts.all(tx, asked, told.shippedOn),
        this.partners.named(tx, told.chain),
        this.accounts.mustBeKnown(tx, [told.accountId]),
      ]);
      const before = await this.withoutOrder(tx, facts);
      return units.map((unit, index) => this.take(tx, { ...told, chain }, unit, facts[index]!, before));
    });
  }

  // The same document comes by message and by call at once: whoever is second looks again when the first has committed.
  private async holdOrder(tx: Transaction, { system, id }: OrderFulfillment['order']): Promise<void> {
    await tx.read('SELECT pg_advisory_xact_lock(hashtext($1))', [`order ${system} ${id}`]);
  }

  // Units that came by a file, or as a replacement, before the order was told. In the order of their keys, as everybody takes them.
  private async withoutOrder(tx: Transaction, facts: readonly UnitFacts[]): Promise<ReadonlyMap<string, Asset>> {
    const ids = facts.flatMap(({ known }) => (known?.order === null ? known.id : []));
    const loaded = await Promise.all([...new Set(ids)].sort().map((id) => this.assets.load(tx, id)));
    return new Map(loaded.map((asset) => [asset.state.id, asset]));
  }

  private take(
    tx: Transaction,
    told: OrderFulfillment,
    unit: FulfilledUnit,
    facts: UnitFacts,
    before: ReadonlyMap<string, Asset>,
  ): FulfilledAsset {
    const { line, sku, serial } = unit;
    const orderRef = { ...told.order, line };
    const { known, productId, family, term } = facts;
    const { chain, accountId, shippedOn } = told;
    if (known !== null) {
      const asset = before.get(known.id);
      const order = asset?.state.orderRef ?? known.order;
      if (order !== null && (order.system !== orderRef.system || order.id !== orderRef.id || order.line !== line))
        throw new Conflict('SERIAL_TAKEN', `${sku} ${serial} was shipped with another order line.`);
      if (asset !== undefined) {
        const sold = { term, namesTerm: unit.term !== null };
        asset.completeByOrder({ orderRef, chain, accountId, shippedOn, ...sold }, this.assets.today);
        this.assets.save(tx, asset);
      }
      return { line, sku, serial, assetId: known.id, outcome: 'known' };
    }
    const registered = { productId, sku, family, serial, term, chain, accountId, shippedOn, orderRef };
    const { id } = this.assets.register(tx, registered, 'order');
    return { line, sku, serial, assetId: id, outcome: 'registered' };
  }
}
