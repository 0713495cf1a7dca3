import { Injectable } from '@nestjs/common';
import { Conflict, systemActor, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import { AccountService } from '../account/account.service.js';
import { AssetService } from '../asset/asset.service.js';
import { PartnerService } from '../partner/partner.service.js';
import { unitsOf, type FulfilledUnit, type OrderFulfillment } from './order-fulfillment.js';
import { UnitFactsService, type UnitFacts } from './unit-facts.service.js';

export interface FulfilledAsset {
  readonly line: string;
  readonly sku: string;
  readonly serial: string;
  readonly assetId: string;
  /** `known`: this order line brought the serial before, by whichever way. */
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
      return units.map((unit, index) => this.take(tx, { ...told, chain }, unit, facts[index]!));
    });
  }

  // The same document comes by message and by call at once: whoever is second looks again when the first has committed.
  private async holdOrder(tx: Transaction, { system, id }: OrderFulfillment['order']): Promise<void> {
    await tx.read('SELECT pg_advisory_xact_lock(hashtext($1))', [`order ${system} ${id}`]);
  }

  private take(tx: Transaction, told: OrderFulfillment, unit: FulfilledUnit, facts: UnitFacts): FulfilledAsset {
    const { line, sku, serial } = unit;
    const orderRef = { ...told.order, line };
    const { known, productId, family, term } = facts;
    if (known !== null) {
      const isSame = known.order === null || (known.order.system === orderRef.system && known.order.id === orderRef.id);
      if (!isSame || (known.order !== null && known.order.line !== line))
        throw new Conflict('SERIAL_TAKEN', `${sku} ${serial} was shipped with another order line.`);
      return { line, sku, serial, assetId: known.id, outcome: 'known' };
    }
    const { chain, accountId, shippedOn } = told;
    const registered = { productId, sku, family, serial, term, chain, accountId, shippedOn, orderRef };
    const { id } = this.assets.register(tx, registered, 'order');
    return { line, sku, serial, assetId: id, outcome: 'registered' };
  }
}
