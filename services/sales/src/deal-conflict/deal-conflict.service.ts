import { Injectable } from '@nestjs/common';
import { Conflict, type Actor } from '@tributary/kernel';
import { ProtectionConflict, UnitOfWork, type Transaction } from '@tributary/persistence';
import type { CustomerIdentity } from '../customer/customer-identity.js';
import { conflictOf, standing, type FoundConflict, type Match } from './conflict.js';

/** What a claim that is not stored yet is searched by. Families are completed from the products of the lines, evidence from the account. */
export interface StatedClaim {
  readonly partnerId: string;
  readonly identity: CustomerIdentity;
  readonly accountId: string | null;
  readonly project: string | null;
  readonly lines: readonly { readonly sku: string | null; readonly family: string | null }[];
}

/** Whose claim it is: for the vendor only. `sourceId` is a registration or a direct opportunity. */
export interface Rival extends ClaimMatch {
  readonly sourceId: string;
}

/** Others' claims to a customer, and what the partner itself has there: a registration, an opportunity that a lead became. */
export interface Claims {
  readonly matches: readonly ClaimMatch[];
  readonly ownId: string | null;
  readonly leadOpportunityId: string | null;
}

interface ClaimMatch extends Match {
  readonly protected: boolean;
}

interface OthersClaim extends ClaimMatch {
  readonly ownId: null;
}

interface OwnClaim {
  readonly ownId: string;
  readonly class: 'registration' | 'converted_lead';
}

type Found = OthersClaim | OwnClaim;

const columns = `class, protected, same_domain AS "sameDomain", same_registration AS "sameRegistration",
  same_contact_domain AS "sameContactDomain", name_similarity AS "nameSimilarity"`;

// Stands for a protection that came into being between two checks; nothing is known of it but that it excludes.
const unseen: Match = {
  class: 'registration',
  sameDomain: true,
  sameRegistration: false,
  sameContactDomain: false,
  nameSimilarity: 0,
};

/**
 * Who holds which customer. The database refuses a second protection of the same customer and family, whatever runs at once. What the vendor pursues
 * directly is searched, not guarded: of an approval and a direct opportunity recorded in the same instant neither sees the other.
 */
@Injectable()
export class DealConflictService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Runs a command that may protect. If somebody else was protected meanwhile, it runs once more and sees it; after that it takes the conflict as given. */
  async decide<T>(actor: Actor, work: (tx: Transaction, contested: readonly Match[]) => Promise<T>): Promise<T> {
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      try {
        return await this.unitOfWork.run(actor, (tx) => work(tx, []));
      } catch (error) {
        if (!(error instanceof ProtectionConflict)) throw error;
      }
    }
    return this.unitOfWork.run(actor, (tx) => work(tx, [unseen]));
  }

  claimsOn(tx: Transaction, stated: StatedClaim, at: Date): Promise<Claims> {
    return this.search(tx, 'claim_from($1::jsonb)', claimOn(stated), at);
  }

  /** The partner's open opportunity of a registration of the same business that no lead is behind yet; its approvals are waited for. */
  async registeredOpportunity(tx: Transaction, stated: StatedClaim): Promise<string | null> {
    const sql = 'SELECT registered_opportunity(claim_from($1::jsonb)) AS id';
    const [found] = await tx.read<{ id: string | null }>(sql, [claimOn(stated)]);
    return found?.id ?? null;
  }

  claimsOf(tx: Transaction, dealId: string, at: Date): Promise<Claims> {
    return this.search(tx, 'claim_of($1)', dealId, at);
  }

  /** As `claimsOf`, whatever place in the queue the registration had: everybody who has submitted was first. */
  claimsOfLast(tx: Transaction, dealId: string, at: Date): Promise<Claims> {
    return this.search(tx, `jsonb_populate_record(claim_of($1), '{"since": "infinity"}')`, dealId, at);
  }

  claimsOfAppeal(tx: Transaction, appealId: string, at: Date): Promise<Claims> {
    return this.search(tx, 'claim_of((SELECT d.id FROM deal_registration d WHERE d.appeal_id = $1))', appealId, at);
  }

  /** The gravest of the claims, and of what came into being between two checks. */
  conflictOf(
    { matches }: Pick<Claims, 'matches'>,
    contested: readonly Match[],
    { institution }: CustomerIdentity,
  ): FoundConflict | null {
    return conflictOf([...matches, ...contested], institution);
  }

  /** Everybody whose claim to the customer has to be settled beside this registration's. */
  async rivalsOf(tx: Transaction, dealId: string, at: Date): Promise<Rival[]> {
    const sql = `SELECT ${columns}, source_id AS "sourceId" FROM customer_rivals($1, $2)`;
    return standing(await tx.read<Rival>(sql, [dealId, at]));
  }

  refuseDuplicate({ ownId }: Claims): void {
    if (ownId === null) return;
    throw new Conflict('DUPLICATE', 'You have registered this customer for this product family already.', {
      extensions: { existingId: ownId },
    });
  }

  /** Writes the protection that the registration's row states; the database answers TB409 if somebody else's stands. */
  protect(tx: Transaction, dealId: string): void {
    tx.execute('SELECT protect_deal($1)', [dealId]);
  }

  /** Writes it anew: for longer, or after a pause. */
  renew(tx: Transaction, dealId: string): void {
    tx.execute('SELECT renew_protection($1)', [dealId]);
  }

  end(tx: Transaction, dealId: string, at: Date): void {
    tx.execute('SELECT end_protection($1, $2)', [dealId, at]);
  }

  share(tx: Transaction, dealId: string, group: string): void {
    tx.execute('SELECT share_protection($1, $2)', [dealId, group]);
  }

  /** Keeps for the vendor with whom the registration was found to conflict. */
  record(tx: Transaction, dealId: string, at: Date): void {
    tx.execute('SELECT record_conflicts($1, $2)', [dealId, at]);
  }

  private async search(tx: Transaction, claim: string, value: string, at: Date): Promise<Claims> {
    const sql = `SELECT ${columns}, own_id AS "ownId" FROM claims_beside(${claim}, $2)`;
    const found = await tx.read<Found>(sql, [value, at]);
    const matches = found.flatMap((each) => (each.ownId === null ? [othersOf(each)] : []));
    const own = (what: OwnClaim['class']) =>
      found.find((each) => each.ownId !== null && each.class === what)?.ownId ?? null;
    return { matches, ownId: own('registration'), leadOpportunityId: own('converted_lead') };
  }
}

function othersOf({ ownId: _, ...match }: OthersClaim): ClaimMatch {
  return match;
}

function claimOn({ partnerId, identity, project, accountId, lines }: StatedClaim): string {
  return JSON.stringify({
    partner: partnerId,
    ...identity,
    contact_domain: identity.contactDomain,
    project,
    account: accountId,
    skus: lines.flatMap(({ sku }) => (sku === null ? [] : [sku])),
    families: lines.flatMap(({ sku, family }) => (sku === null && family !== null ? [family] : [])),
  });
}
