import { Injectable } from '@nestjs/common';
import type { AccountV1 } from '@tributary/contracts';
import { NotYetKnown, systemActor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import { companyDomain } from './company-domain.tldts.js';
import { comparableRegistration, identify, type CustomerIdentity, type NamedCompany } from './customer-identity.js';

type AccountEvidence = Pick<CustomerIdentity, 'domain' | 'registration'>;

const keepAccount = `
  INSERT INTO account_replica AS known (id, sequence, legal_name, country, segment, domain, registration) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, legal_name = excluded.legal_name, country = excluded.country,
    segment = excluded.segment, domain = excluded.domain, registration = excluded.registration
  WHERE known.sequence < excluded.sequence`;

/** Tells customers apart, by what is said of them and by what presales knows of their accounts. */
@Injectable()
export class CustomerService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  identify(company: NamedCompany, contactEmail: string | null): CustomerIdentity {
    return identify(company, contactEmail, companyDomain);
  }

  /** What is known of the account and was left out; a partner names an account without being able to read it. */
  async evidence(tx: Transaction, accountId: string | null): Promise<AccountEvidence> {
    if (accountId === null) return { domain: null, registration: null };
    const [evidence] = await tx.read<AccountEvidence>('SELECT domain, registration FROM account_evidence($1)', [
      accountId,
    ]);
    if (evidence === undefined) throw new NotYetKnown('account');
    return evidence;
  }

  keep(account: AccountV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('sales'), async (tx) => {
      const { id, legalName, country, segment, domains, registrationNumbers } = account;
      const domain = domains.map((each) => companyDomain(each)?.domain).find((each) => each !== undefined) ?? null;
      const registration =
        registrationNumbers[0] === undefined ? null : comparableRegistration(registrationNumbers[0].value);
      tx.execute(keepAccount, [id, sequence, legalName, country, segment, domain, registration]);
    });
  }
}
