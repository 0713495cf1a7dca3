import { Injectable } from '@nestjs/common';
import type { PartnerV1, TerritoryV1 } from '@tributary/contracts';
import { Forbidden, NotYetKnown, systemActor, type BusinessCalendarSpec } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';

const keepPartner = `
  INSERT INTO partner_replica AS known (id, sequence, number, legal_name, type, status, tier, territories, parent_distributor_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, number = excluded.number, legal_name = excluded.legal_name,
    type = excluded.type, status = excluded.status, tier = excluded.tier, territories = excluded.territories,
    parent_distributor_id = excluded.parent_distributor_id
  WHERE known.sequence < excluded.sequence`;

const keepTerritory = `
  INSERT INTO territory_replica AS known (id, sequence, code, name, calendar) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, code = excluded.code, name = excluded.name, calendar = excluded.calendar
  WHERE known.sequence < excluded.sequence`;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const partnersNamed = `
  SELECT p.id, p.number, p.legal_name AS name FROM partner_replica p WHERE p.id = ANY ($1::uuid[])
  UNION SELECT p.id, p.number, p.legal_name FROM partner_replica p WHERE p.number = ANY ($2::text[])`;

const knownPartner = `
  SELECT p.id, p.status, p.tier, p.territories AS "territoryCodes",
         (SELECT coalesce(jsonb_agg(jsonb_build_object('code', t.code, 'calendar', t.calendar)), '[]')
            FROM territory_replica t WHERE t.code = ANY (p.territories)) AS territories
    FROM partner_replica p WHERE p.id = $1`;

export interface KnownPartner {
  readonly id: string;
  readonly status: string;
  readonly tier: string;
  readonly territoryCodes: readonly string[];
  readonly territories: readonly { readonly code: string; readonly calendar: BusinessCalendarSpec }[];
}

export interface NamedPartner {
  readonly id: string;
  readonly name: string;
}

interface NamedLink {
  readonly partnerId: string | null;
  readonly name: string | null;
}

/** What post-sales knows of partners and their territories; partner-lifecycle owns both. */
@Injectable()
export class PartnerService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Partners by id or number, in the flight of what the command reads; null for what is neither. */
  async lookup(tx: Transaction, said: readonly string[]): Promise<(said: string) => NamedPartner | null> {
    const asked = [...new Set(said)];
    if (asked.length === 0) return () => null;
    const known = await tx.read<NamedPartner & { number: string | null }>(partnersNamed, [
      asked.filter((each) => uuid.test(each)),
      asked.filter((each) => !uuid.test(each)),
    ]);
    const byName = new Map(
      known.flatMap((partner) => [[partner.id, partner] as const, [partner.number, partner] as const]),
    );
    return (each) => byName.get(uuid.test(each) ? each.toLowerCase() : each) ?? null;
  }

  async known(tx: Transaction, partnerId: string): Promise<KnownPartner> {
    const [partner] = await tx.read<KnownPartner>(knownPartner, [partnerId]);
    if (partner === undefined) throw new NotYetKnown('partner');
    return partner;
  }

  /** A partner that is suspended or terminated does nothing any more; asked in the flight of what the command reads. */
  async refuseBarredActor(tx: Transaction): Promise<void> {
    if (tx.actor.kind !== 'partner') return;
    const sql = 'SELECT status FROM partner_replica WHERE id = $1';
    const [partner] = await tx.read<{ status: string }>(sql, [tx.actor.partnerId]);
    if (partner?.status === 'suspended' || partner?.status === 'terminated')
      throw new Forbidden('PARTNER_SUSPENDED', `The partner is ${partner.status}.`);
  }

  /** Links that name a partner by its id or number, with its id and, where none is told, its name. Unknown here: it may be on its way. */
  async named<Link extends NamedLink>(tx: Transaction, links: readonly Link[]): Promise<readonly Link[]> {
    const find = await this.lookup(
      tx,
      links.flatMap(({ partnerId }) => partnerId ?? []),
    );
    return links.map((link) => {
      if (link.partnerId === null) return link;
      const partner = find(link.partnerId);
      if (partner === null) throw new NotYetKnown('partner');
      return { ...link, partnerId: partner.id, name: link.name ?? partner.name };
    });
  }

  keep(partner: PartnerV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('post-sales'), async (tx) => {
      const { id, number, legalName, type, status, tier, territories, parentDistributorId } = partner;
      tx.execute(keepPartner, [id, sequence, number, legalName, type, status, tier, territories, parentDistributorId]);
    });
  }

  keepTerritory(territory: TerritoryV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('post-sales'), async (tx) => {
      const { id, code, name, calendar } = territory;
      tx.execute(keepTerritory, [id, sequence, code, name, JSON.stringify(calendar)]);
    });
  }
}
