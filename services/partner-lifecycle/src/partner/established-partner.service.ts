import { Injectable } from '@nestjs/common';
import { Clock, Conflict, Ids } from '@tributary/kernel';
import type { Saved, Transaction } from '@tributary/persistence';
import { emailDomainKey, nameKey, registrationKey } from './company-keys.js';
import type { EstablishedCompany } from './new-partner.js';
import type { OfferedAgreement } from './partner-agreements.js';
import type { PartnerState } from './partner-state.js';
import { Partner } from './partner.js';
import { partners } from './partner.schema.js';
import type { Profile } from './profile-change.js';

export type BroughtPartner = Omit<EstablishedCompany, 'id' | 'registrationKey' | 'emailDomain'> & {
  readonly email: string | null;
};

/** Partners as another system knows them: whoever is brought over has done business with the vendor before. */
@Injectable()
export class EstablishedPartnerService {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** A number for each row of the query, in the flight of the other reads. */
  prepare(tx: Transaction, newOnes: string, parameters: readonly unknown[]): Promise<void> {
    return tx.numberEach(partners, newOnes, parameters);
  }

  nextId(): string {
    return this.ids.next();
  }

  /** Refuses a company that is a partner here under no name of that system: it would be two partners with half a history each. */
  async refuseKnown(tx: Transaction, company: BroughtPartner): Promise<void> {
    const [known] = await tx.read<{ number: string }>(
      `SELECT number FROM partner WHERE country = $1 AND (name_key = $2 OR registration_key = $3) AND status <> 'terminated' LIMIT 1`,
      [company.country, nameKey(company.legalName), registrationKey(company.registrationNumber)],
    );
    if (known !== undefined)
      throw new Conflict('PARTNER_KNOWN', `${known.number} has this name or registration number: it is here already.`);
  }

  bringOver(
    tx: Transaction,
    id: string,
    { email, ...company }: BroughtPartner,
    agreements: readonly OfferedAgreement[],
  ): Saved<PartnerState> {
    const keys = {
      registrationKey: registrationKey(company.registrationNumber),
      emailDomain: email === null ? null : emailDomainKey(email),
    };
    return tx.save(partners, Partner.imported({ ...company, ...keys, id }, agreements, this.clock.now()));
  }

  /** Its profile as the other system tells it now; null if it tells nothing that is not known. Tier and agreements are decided here. */
  async correct(tx: Transaction, id: string, profile: Partial<Profile>): Promise<Saved<PartnerState> | null> {
    const partner = await tx.load(partners, id);
    const { state } = partner;
    partner.updateProfile(profile, tx.actor, this.clock.now(), () => this.ids.next());
    return partner.state === state ? null : tx.save(partners, partner);
  }
}
