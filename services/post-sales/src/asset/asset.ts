import { Aggregate, changedFields, InvalidTransition, RuleViolation } from '@tributary/kernel';
import type {
  AssetCorrection,
  AssetEvent,
  AssetState,
  AssetStatus,
  CarriedCover,
  HeldTerm,
  NewAsset,
  OtherUnit,
  ToldOrder,
} from './asset-state.js';
import { saleChain } from './sale-chain.js';

const next = {
  shipped: ['installed', 'active', 'replaced', 'retired'],
  installed: ['active', 'replaced', 'retired'],
  active: ['replaced', 'retired'],
  replaced: [],
  retired: [],
} as const satisfies Record<AssetStatus, readonly AssetStatus[]>;

const blank = {
  accountId: null,
  orderRef: null,
  shippedOn: null,
  installedOn: null,
  activatedOn: null,
  carried: null,
  replaces: null,
  moves: [],
};

type Dates = Pick<AssetState, 'shippedOn' | 'installedOn' | 'activatedOn'>;

/** A unit with a serial, from its shipment until another one takes its place or it is retired. It may change owners on the way. */
export class Asset extends Aggregate<AssetState, AssetEvent> {
  static register(unit: NewAsset, source: 'order' | 'import' | 'replacement', today: string): Asset {
    const stated = { ...blank, ...unit };
    check(stated, today);
    const asset = new Asset({
      ...stated,
      chain: saleChain(unit.chain),
      status: statusBy(stated),
      blocked: null,
      replacedBy: null,
      retiredOn: null,
    });
    asset.apply({}, { type: 'AssetRegistered', source });
    return asset;
  }

  /**
   * What became known later, or was wrong. A unit that is out of use stays as it was. `heldThen` is its term in the version of the
   * shipment day that is told: a replacement keeps what the unit had whose place it took.
   */
  correct(correction: AssetCorrection, today: string, heldThen: HeldTerm | null = null): void {
    if (next[this.state.status].length === 0) throw new InvalidTransition(this.state.status, []);
    const chain = correction.chain === undefined ? {} : { chain: saleChain(correction.chain) };
    const { term, replaces, shippedOn } = this.state;
    const ships = (correction.shippedOn ?? shippedOn) !== shippedOn;
    const isDated = ships && replaces === null && term !== null && heldThen?.id === term.id;
    const stated = { ...correction, ...chain, ...(isDated ? { term: heldThen } : {}) };
    const changed = changedFields(this.state, stated);
    if (changed.length === 0) return;
    const after = { ...this.state, ...stated };
    check(after, today);
    this.apply({ ...stated, status: statusBy(after) }, { type: 'AssetCorrected', changed });
  }

  /** The order of a unit that was known before is told late: it fills in what nobody knew, and says what was sold. */
  completeByOrder(told: ToldOrder, today: string): void {
    const { orderRef, chain, accountId, shippedOn, moves, installedOn, activatedOn, replaces } = this.state;
    if (orderRef !== null) return;
    const inUseFrom = installedOn ?? activatedOn;
    const ships = shippedOn === null && told.shippedOn !== null && (inUseFrom === null || told.shippedOn <= inUseFrom);
    const sells = told.term !== null && replaces === null && (told.namesTerm || ships);
    const change = {
      orderRef: told.orderRef,
      ...(chain.every(({ role }) => role === 'vendor') ? { chain: saleChain(told.chain) } : {}),
      ...(accountId === null && moves.length === 0 ? { accountId: told.accountId } : {}),
      ...(ships ? { shippedOn: told.shippedOn } : {}),
      ...(sells ? { term: told.term } : {}),
    };
    const changed = changedFields(this.state, change);
    check({ ...this.state, ...change }, today);
    this.apply(change, { type: 'AssetCorrected', changed });
  }

  install(installedOn: string, today: string, reportedBy: string): void {
    this.mustBecome('installed');
    check({ ...this.state, installedOn }, today);
    this.apply({ status: 'installed', installedOn }, { type: 'AssetInstalled', reportedBy });
  }

  /** What is in use has been installed, that day at the latest. */
  activate(activatedOn: string, today: string, reportedBy: string): void {
    this.mustBecome('active');
    const installedOn = this.state.installedOn ?? activatedOn;
    check({ ...this.state, installedOn, activatedOn }, today);
    this.apply({ status: 'active', installedOn, activatedOn }, { type: 'AssetActivated', reportedBy });
  }

  moveOwnership(to: string, on: string, today: string, reason: string): void {
    const { status, accountId, moves, shippedOn } = this.state;
    if (next[status].length === 0) throw new InvalidTransition(status, []);
    if (accountId === to) throw new RuleViolation('ALREADY_OWNER', 'The unit is this account’s already.');
    mustLie(on, moves.at(-1)?.on ?? shippedOn, today);
    const move = { from: accountId, to, on };
    this.apply({ accountId: to, moves: [...moves, move] }, { type: 'AssetOwnershipMoved', move, reason });
  }

  /** The other unit is linked by its own verb, in the same transaction. */
  replaceBy(replacedBy: OtherUnit, today: string, reason: string): void {
    this.mustBecome('replaced');
    if (replacedBy.assetId === this.state.id)
      throw new RuleViolation('REPLACES_ITSELF', 'A unit does not take its own place.');
    mustLie(replacedBy.on, this.state.shippedOn, today);
    this.apply({ status: 'replaced', replacedBy }, { type: 'AssetReplaced', reason });
  }

  /** For a unit that was known before it was put in another one's place, from a shelf: it is sold as that one was. */
  takePlaceOf(old: AssetState, replaces: OtherUnit, carried: readonly CarriedCover[], today: string): void {
    const { status, accountId } = this.state;
    const isFree = status === 'shipped' && this.state.replaces === null;
    if (!isFree || (accountId !== null && accountId !== old.accountId))
      throw new RuleViolation('REPLACEMENT_NOT_FREE', 'The other unit is in use, somebody else’s or a replacement.');
    mustLie(replaces.on, this.state.shippedOn, today);
    const { accountId: owner, chain, moves, term } = old;
    const change = { replaces, carried, accountId: owner, chain, moves, term };
    this.apply(change, { type: 'AssetCorrected', changed: Object.keys(change) });
  }

  retire(retiredOn: string, today: string, reason: string): void {
    this.mustBecome('retired');
    mustLie(retiredOn, this.state.shippedOn, today);
    this.apply({ status: 'retired', retiredOn }, { type: 'AssetRetired', reason });
  }

  block(reason: string, since: string, now: Date): void {
    if (this.state.blocked !== null) throw new RuleViolation('ALREADY_BLOCKED', 'The unit is blocked already.');
    this.apply({ blocked: { since, reason } }, { type: 'AssetBlocked', reason, blockedAt: now });
  }

  release(reason: string): void {
    if (this.state.blocked === null) throw new RuleViolation('NOT_BLOCKED', 'The unit is not blocked.');
    this.apply({ blocked: null }, { type: 'AssetReleased', reason });
  }

  private mustBecome(status: AssetStatus): void {
    const allowed: readonly AssetStatus[] = next[this.state.status];
    if (!allowed.includes(status)) throw new InvalidTransition(this.state.status, allowed);
  }
}

function statusBy({ installedOn, activatedOn }: Dates): AssetStatus {
  return activatedOn === null ? (installedOn === null ? 'shipped' : 'installed') : 'active';
}

function check({ shippedOn, installedOn, activatedOn }: Dates, today: string): void {
  if (shippedOn !== null) mustLie(shippedOn, null, today);
  if (installedOn !== null) mustLie(installedOn, shippedOn, today);
  if (activatedOn !== null) mustLie(activatedOn, installedOn ?? shippedOn, today);
}

function mustLie(day: string, after: string | null, today: string): void {
  if (after !== null && day < after) throw new RuleViolation('DAY_TOO_EARLY', `${day} lies before ${after}.`);
  if (day > today) throw new RuleViolation('DAY_IN_FUTURE', `${day} has not come yet.`);
}
