import { Injectable } from '@nestjs/common';
import type { RowOutcome } from '@tributary/http';
import { rowFactsOf, type Transaction } from '@tributary/persistence';
import { AccountService } from '../account/account.service.js';
import { AssetService } from '../asset/asset.service.js';
import type { Asset } from '../asset/asset.js';
import type { OrderLine } from '../asset/asset-state.js';
import { UnitFactsService, type UnitFacts } from '../asset-fulfillment/unit-facts.service.js';
import { PartnerService } from '../partner/partner.service.js';
import { readAssetRow, type AssetRow, type KnownNames } from './asset-row.js';

@Injectable()
export class AssetImportService {
  constructor(
    private readonly assets: AssetService,
    private readonly facts: UnitFactsService,
    private readonly accounts: AccountService,
    private readonly partners: PartnerService,
  ) {}

  /** Units are told apart by product and serial; what is known already is completed. A serial twice in a batch is taken row by row. */
  async apply(tx: Transaction, rows: readonly AssetRow[]): Promise<RowOutcome[]> {
    const { today } = this.assets;
    const asked = rows.map(({ sku, serial, warrantyTerm: term = null, shippedOn = null }) => ({
      ...{ sku, serial, term, shippedOn },
    }));
    const named = rows.flatMap(({ distributor, stockist, reseller }) => [distributor, stockist, reseller]);
    const [facts, partner, account] = await Promise.all([
      this.facts.of(tx, asked, today),
      this.partners.lookup(
        tx,
        named.filter((each) => each !== undefined),
      ),
      this.accounts.lookup(
        tx,
        rows.flatMap(({ account: said }) => said ?? []),
      ),
    ]);
    const ids = [...new Set(facts.flatMap((each) => each?.known?.id ?? []))].sort();
    const loaded = await Promise.all(ids.map((id) => this.assets.load(tx, id)));
    const known = new Map(loaded.map((asset) => [asset.state.id, asset]));
    return rows.map((row, index) => this.take(tx, row, facts[index] ?? null, { partner, account }, known));
  }

  private take(
    tx: Transaction,
    row: AssetRow,
    facts: UnitFacts | null,
    names: KnownNames,
    known: ReadonlyMap<string, Asset>,
  ): RowOutcome {
    if (facts === null) return refused('/sku', 'NOT_YET_KNOWN', 'This product or warranty term is not known here yet.');
    const said = readAssetRow(row, names);
    if (said === null) return refused('/account', 'NOT_YET_KNOWN', 'This account is not known here yet.');
    const { orderRef, ...correction } = said;
    if (facts.known === null) {
      const { productId, sku, family, serial, term } = facts;
      const unit = { productId, sku, family, serial, term, chain: [], ...said };
      return { status: 'created', id: this.assets.register(tx, unit, 'import').id };
    }
    const asset = known.get(facts.known.id)!;
    const { orderRef: order } = asset.state;
    if (orderRef !== undefined && order !== null && !isSame(orderRef, order))
      return refused('/serial', 'SERIAL_TAKEN', 'This unit was shipped with another order line.');
    const before = rowFactsOf(asset)?.version;
    asset.correct(correction, this.assets.today, facts.term);
    if (orderRef !== undefined) {
      const sold = { term: facts.term, namesTerm: row.warrantyTerm !== undefined };
      asset.completeByOrder({ ...asset.state, orderRef, ...sold }, this.assets.today);
    }
    const { id, version } = this.assets.save(tx, asset);
    return { status: version === before ? 'unchanged' : 'updated', id };
  }
}

function refused(pointer: string, code: string, detail: string): RowOutcome {
  return { status: 'refused', errors: [{ pointer, code, detail }] };
}

function isSame(one: OrderLine, other: OrderLine): boolean {
  return one.system === other.system && one.id === other.id && one.line === other.line;
}
