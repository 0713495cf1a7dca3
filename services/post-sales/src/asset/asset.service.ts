import { Injectable } from '@nestjs/common';
import { Clock, Forbidden, Ids, NotFound, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { AccountService } from '../account/account.service.js';
import { PartnerService } from '../partner/partner.service.js';
import { Asset } from './asset.js';
import { assets } from './asset.schema.js';
import type { AssetCorrection, AssetState, HeldTerm, NewAsset } from './asset-state.js';
import { lastSeller } from './sale-chain.js';

type SavedAsset = Saved<AssetState>;

const termHeldOn = `
  SELECT v.term_id AS id, v.code, v.version FROM asset a
   CROSS JOIN LATERAL warranty_term_held(a.term ->> 'code', $2::date) v WHERE a.id = $1 AND $2::date IS NOT NULL`;

@Injectable()
export class AssetService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly accounts: AccountService,
    private readonly partners: PartnerService,
  ) {}

  /** The latest day that it is anywhere: whoever reports sits in some time zone. */
  get today(): string {
    return new Date(this.clock.now().getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
  }

  register(tx: Transaction, unit: Omit<NewAsset, 'id'>, source: 'order' | 'import' | 'replacement'): SavedAsset {
    return tx.save(assets, Asset.register({ ...unit, id: this.ids.next() }, source, this.today));
  }

  load(tx: Transaction, id: string): Promise<Asset> {
    return tx.load(assets, id);
  }

  save(tx: Transaction, asset: Asset): SavedAsset {
    return tx.save(assets, asset);
  }

  /** For a partner only a unit that it sees; for the vendor on behalf of a partner one in whose chain that partner stands. */
  async mustBeSold(tx: Transaction, id: string | null, partnerId: string): Promise<{ family: string } | null> {
    if (id === null) return null;
    const sql = `SELECT a.family FROM asset a JOIN asset_partner r ON r.asset_id = a.id WHERE a.id = $1 AND r.partner_id = $2`;
    const [unit] = await tx.read<{ family: string }>(sql, [id, partnerId]);
    if (unit === undefined) throw new NotFound(assets.noun);
    return unit;
  }

  correct(id: string, correction: AssetCorrection, actor: Actor): Promise<SavedAsset> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [asset, [heldThen], chain] = await Promise.all([
        tx.load(assets, id),
        tx.read<HeldTerm>(termHeldOn, [id, correction.shippedOn ?? null]),
        correction.chain === undefined ? undefined : this.partners.named(tx, correction.chain),
        this.accounts.mustBeKnown(tx, [correction.accountId]),
      ]);
      asset.correct({ ...correction, ...(chain === undefined ? {} : { chain }) }, this.today, heldThen);
      return tx.save(assets, asset);
    });
  }

  install(id: string, on: string, actor: Actor): Promise<SavedAsset> {
    return this.reported(id, actor, (asset) => asset.install(on, this.today, actor.subject));
  }

  activate(id: string, on: string, actor: Actor): Promise<SavedAsset> {
    return this.reported(id, actor, (asset) => asset.activate(on, this.today, actor.subject));
  }

  moveOwnership(id: string, to: string, on: string, reason: string, actor: Actor): Promise<SavedAsset> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [asset] = await Promise.all([tx.load(assets, id), this.accounts.mustBeKnown(tx, [to])]);
      asset.moveOwnership(to, on, this.today, reason);
      return tx.save(assets, asset);
    });
  }

  retire(id: string, on: string, reason: string, actor: Actor): Promise<SavedAsset> {
    return this.work(id, actor, (asset) => asset.retire(on, this.today, reason));
  }

  block(id: string, reason: string, actor: Actor): Promise<SavedAsset> {
    const now = this.clock.now();
    return this.work(id, actor, (asset) => asset.block(reason, now.toISOString().slice(0, 10), now));
  }

  release(id: string, reason: string, actor: Actor): Promise<SavedAsset> {
    return this.work(id, actor, (asset) => asset.release(reason));
  }

  // Of the partners in the chain the one that sold to the end customer knows what happened there.
  private reported(id: string, actor: Actor, verb: (asset: Asset) => void): Promise<SavedAsset> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [asset] = await Promise.all([tx.load(assets, id), this.partners.refuseBarredActor(tx)]);
      if (actor.kind === 'partner' && lastSeller(asset.state.chain) !== actor.partnerId)
        throw new Forbidden('NOT_THE_SELLER', 'The partner that sold the unit to the end customer reports it.');
      verb(asset);
      return tx.save(assets, asset);
    });
  }

  private work(id: string, actor: Actor, verb: (asset: Asset) => void): Promise<SavedAsset> {
    return this.unitOfWork.run(actor, async (tx) => {
      const asset = await tx.load(assets, id);
      verb(asset);
      return tx.save(assets, asset);
    });
  }
}
