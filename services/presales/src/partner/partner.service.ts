import { Injectable } from '@nestjs/common';
import type { CertificationV1, PartnerV1, TerritoryV1 } from '@tributary/contracts';
import { Forbidden, NotYetKnown, RuleViolation, systemActor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';

const keepPartner = `
  INSERT INTO partner_replica AS known (id, sequence, number, legal_name, country, status, tier, territories, segments)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, number = excluded.number, legal_name = excluded.legal_name,
    country = excluded.country, status = excluded.status, tier = excluded.tier, territories = excluded.territories, segments = excluded.segments
  WHERE known.sequence < excluded.sequence`;

const statusOf = 'SELECT status FROM partner_replica WHERE id = $1';

const keepTerritory = `
  INSERT INTO territory_replica AS known (id, sequence, code, parent_id, countries, calendar) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, code = excluded.code, parent_id = excluded.parent_id,
    countries = excluded.countries, calendar = excluded.calendar
  WHERE known.sequence < excluded.sequence`;

const keepCertification = `
  INSERT INTO certification_replica AS known (id, sequence, partner_id, code, status, valid_until) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, partner_id = excluded.partner_id, code = excluded.code,
    status = excluded.status, valid_until = excluded.valid_until
  WHERE known.sequence < excluded.sequence`;

/** For each country the territory with the fewest countries among those that cover it: the nearest to the customer. */
const nearestTerritories = `
  SELECT c.country, t.id, t.code FROM unnest($1::text[]) AS c(country) CROSS JOIN LATERAL (
    SELECT id, code FROM territory_replica WHERE countries @> ARRAY[c.country] ORDER BY cardinality(countries), code LIMIT 1) t`;

export interface NearTerritory {
  readonly id: string;
  readonly code: string;
}

/** What presales knows of partners, their territories and what they have proved; partner-lifecycle owns all three. */
@Injectable()
export class PartnerService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async territoriesOf(tx: Transaction, countries: readonly string[]): Promise<ReadonlyMap<string, NearTerritory>> {
    const rows = await tx.read<NearTerritory & { country: string }>(nearestTerritories, [[...new Set(countries)]]);
    return new Map(rows.map(({ country, id, code }) => [country, { id, code }]));
  }

  async refuseInactive(tx: Transaction, partnerId: string): Promise<void> {
    const [partner] = await tx.read<{ status: string }>(statusOf, [partnerId]);
    if (partner === undefined) throw new NotYetKnown('partner');
    if (partner.status !== 'active')
      throw new RuleViolation('PARTNER_NOT_ACTIVE', `The partner is ${partner.status}: it is offered nothing.`);
  }

  /** A partner that is suspended or terminated does nothing any more; asked in the flight of what the command reads. */
  async refuseBarred(tx: Transaction, partnerId: string | undefined): Promise<void> {
    if (partnerId === undefined) return;
    const [partner] = await tx.read<{ status: string }>(statusOf, [partnerId]);
    if (partner === undefined) throw new NotYetKnown('partner');
    if (partner.status === 'suspended' || partner.status === 'terminated')
      throw new Forbidden('PARTNER_SUSPENDED', `The partner is ${partner.status}.`);
  }

  keep({ id, number, ...partner }: PartnerV1, sequence: string): Promise<void> {
    const { legalName, country, status, tier, territories, segments } = partner;
    return this.store(keepPartner, [id, sequence, number, legalName, country, status, tier, territories, segments]);
  }

  keepTerritory({ id, code, parentId, countries, calendar }: TerritoryV1, sequence: string): Promise<void> {
    return this.store(keepTerritory, [id, sequence, code, parentId, countries, JSON.stringify(calendar)]);
  }

  keepCertification(certification: CertificationV1, sequence: string): Promise<void> {
    const { id, partnerId, definition, status, validUntil } = certification;
    return this.store(keepCertification, [id, sequence, partnerId, definition.code, status, validUntil]);
  }

  private store(upsert: string, values: readonly unknown[]): Promise<void> {
    return this.unitOfWork.run(systemActor('presales'), async (tx) => tx.execute(upsert, values));
  }
}
