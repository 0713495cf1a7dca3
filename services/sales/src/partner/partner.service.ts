import { Injectable } from '@nestjs/common';
import type { PartnerV1, TerritoryV1 } from '@tributary/contracts';
import {
  BusinessCalendar,
  defaultCalendar,
  Forbidden,
  NotYetKnown,
  systemActor,
  type BusinessCalendarSpec,
} from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';

interface Territory {
  readonly code: string;
  readonly countries: readonly string[];
  readonly calendar: BusinessCalendarSpec;
}

/** What another system calls a partner. */
export interface PartnerName {
  readonly system: string;
  readonly id: string;
}

/** A partner as sales knows it from its events. */
export interface KnownPartner {
  readonly partnerId: string;
  readonly status: string;
  readonly tier: string;
  readonly type: string;
  readonly agreements: readonly { readonly kind: string; readonly expiresOn: string | null }[];
  readonly parentDistributorId: string | null;
  readonly territoryCodes: readonly string[];
  readonly territories: readonly Territory[];
}

const partnerFacts = `
  SELECT p.id AS "partnerId", p.status, p.tier, p.type, p.agreements, p.parent_distributor_id AS "parentDistributorId", p.territories AS "territoryCodes",
         (SELECT coalesce(jsonb_agg(jsonb_build_object('code', t.code, 'countries', t.countries, 'calendar', t.calendar)), '[]')
            FROM territory_replica t WHERE t.code = ANY (p.territories)) AS territories`;
const knownPartner = `${partnerFacts} FROM partner_replica p WHERE p.id = $1`;

const namedPartners = `${partnerFacts}, n.system, n.id AS name
    FROM unnest($1::text[], $2::text[]) AS n(system, id)
    JOIN partner_replica p ON p.external_ids @> jsonb_build_array(jsonb_build_object('system', n.system, 'id', n.id))
   UNION ALL ${partnerFacts}, NULL, p.id::text FROM partner_replica p WHERE p.id = ANY ($3::uuid[])`;

const keepPartner = `
  INSERT INTO partner_replica AS known (id, sequence, number, legal_name, country, type, status, tier, territories, parent_distributor_id, agreements, external_ids)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, number = excluded.number, legal_name = excluded.legal_name, country = excluded.country,
    type = excluded.type, status = excluded.status, tier = excluded.tier, territories = excluded.territories,
    parent_distributor_id = excluded.parent_distributor_id, agreements = excluded.agreements, external_ids = excluded.external_ids
  WHERE known.sequence < excluded.sequence`;

const keepTerritory = `
  INSERT INTO territory_replica AS known (id, sequence, code, name, countries, calendar) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, code = excluded.code, name = excluded.name, countries = excluded.countries,
    calendar = excluded.calendar
  WHERE known.sequence < excluded.sequence`;

/** What sales knows of partners and their territories; partner-lifecycle owns both. */
@Injectable()
export class PartnerService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async known(tx: Transaction, partnerId: string): Promise<KnownPartner> {
    const [partner] = await tx.read<KnownPartner>(knownPartner, [partnerId]);
    if (partner === undefined) throw new NotYetKnown('partner');
    return partner;
  }

  /** Partners as other systems or we ourselves name them; who is not known is not in the answer. */
  named(
    tx: Transaction,
    names: readonly PartnerName[],
    ids: readonly string[],
  ): Promise<(KnownPartner & { readonly system: string | null; readonly name: string })[]> {
    return tx.read(namedPartners, [names.map(({ system }) => system), names.map(({ id }) => id), ids]);
  }

  async isDistributor(tx: Transaction, partnerId: string | null): Promise<boolean> {
    if (partnerId === null) return false;
    const [row] = await tx.read<{ yes: boolean }>('SELECT is_distributor($1) AS yes', [partnerId]);
    return row?.yes === true;
  }

  /** The partner's territory that covers the country, else its first; null if it has none. */
  territoryFor(partner: KnownPartner, country: string): string | null {
    return (
      partner.territories.find(({ countries }) => countries.includes(country))?.code ??
      partner.territoryCodes[0] ??
      null
    );
  }

  /** The territories that cover a country, whoever the partner. */
  async territoriesIn(tx: Transaction, country: string): Promise<string[]> {
    const sql = 'SELECT code FROM territory_replica WHERE $1 = ANY (countries) ORDER BY code LIMIT 100';
    return (await tx.read<{ code: string }>(sql, [country])).map(({ code }) => code);
  }

  /** A partner that is suspended or terminated does nothing any more; asked in the flight of what the command reads. */
  async refuseBarredActor(tx: Transaction): Promise<void> {
    if (tx.actor.kind !== 'partner') return;
    const sql = 'SELECT status FROM partner_replica WHERE id = $1';
    const [partner] = await tx.read<{ status: string }>(sql, [tx.actor.partnerId]);
    if (partner !== undefined) this.refuseBarred(partner.status);
  }

  /** Nothing is done by, or decided in favor of, a partner that is suspended or terminated. */
  refuseBarred(status: string): void {
    if (status !== 'suspended' && status !== 'terminated') return;
    throw new Forbidden('PARTNER_SUSPENDED', `The partner is ${status}.`);
  }

  /** The working time of that territory. */
  calendarOf(partner: KnownPartner, territory: string | null): BusinessCalendar {
    return BusinessCalendar.of(partner.territories.find(({ code }) => code === territory)?.calendar ?? defaultCalendar);
  }

  keep(partner: PartnerV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('sales'), async (tx) => {
      const { id, number, legalName, country, type, status, tier, territories, parentDistributorId, agreements } =
        partner;
      const signed = JSON.stringify(agreements.map(({ kind, expiresOn }) => ({ kind, expiresOn })));
      tx.execute(keepPartner, [
        id,
        sequence,
        number,
        legalName,
        country,
        type,
        status,
        tier,
        territories,
        parentDistributorId,
        signed,
        JSON.stringify(partner.externalIds),
      ]);
    });
  }

  keepTerritory(territory: TerritoryV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('sales'), async (tx) => {
      const { id, code, name, countries, calendar } = territory;
      tx.execute(keepTerritory, [id, sequence, code, name, countries, JSON.stringify(calendar)]);
    });
  }
}
