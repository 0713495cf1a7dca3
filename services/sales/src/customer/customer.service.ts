import { Injectable } from '@nestjs/common';
import type { AccountV1 } from '@tributary/contracts';
import { NotYetKnown, systemActor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import { companyDomain } from './company-domain.tldts.js';
import { comparableRegistration, identify, type CustomerIdentity, type NamedCompany } from './customer-identity.js';

type AccountEvidence = Pick<CustomerIdentity, 'domain' | 'registration'>;

const keepAccount = `
  INSERT INTO account_replica AS known (id, sequence, legal_name, country, segment, domain, registration, external_ids) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, legal_name = excluded.legal_name, country = excluded.country,
    segment = excluded.segment, domain = excluded.domain, registration = excluded.registration, external_ids = excluded.external_ids
  WHERE known.sequence < excluded.sequence`;

/** An account as sales knows it from its events; `system` and `name` are what it was asked by, `system` is null for our own id. */
export interface KnownAccount {
  readonly system: string | null;
  readonly name: string;
  readonly id: string;
  readonly legalName: string;
  readonly country: string;
  readonly segment: 'enterprise' | 'consumer' | 'b2b2x';
  readonly domain: string | null;
  readonly registration: string | null;
}

const accountFacts = `a.id, a.legal_name AS "legalName", a.country, a.segment, a.domain, a.registration`;
const namedAccounts = `
  SELECT n.system, n.id AS name, ${accountFacts} FROM unnest($1::text[], $2::text[]) AS n(system, id)
    JOIN account_replica a ON a.external_ids @> jsonb_build_array(jsonb_build_object('system', n.system, 'id', n.id))
   UNION ALL SELECT NULL, a.id::text, ${accountFacts} FROM account_replica a WHERE a.id = ANY ($3::uuid[])`;

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

  /** Accounts as other systems or we ourselves name them; what is not known is not in the answer. For the vendor only. */
  named(
    tx: Transaction,
    names: readonly { readonly system: string; readonly id: string }[],
    ids: readonly string[],
  ): Promise<KnownAccount[]> {
    return tx.read(namedAccounts, [names.map(({ system }) => system), names.map(({ id }) => id), ids]);
  }

  keep(account: AccountV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('sales'), async (tx) => {
      const { id, legalName, country, segment, domains, registrationNumbers } = account;
      const domain = domains.map((each) => companyDomain(each)?.domain).find((each) => each !== undefined) ?? null;
      const registration =
        registrationNumbers[0] === undefined ? null : comparableRegistration(registrationNumbers[0].value);
      tx.execute(keepAccount, [
        id,
        sequence,
        legalName,
        country,
        segment,
        domain,
        registration,
        JSON.stringify(account.externalIds),
      ]);
    });
  }
}
