import { Injectable } from '@nestjs/common';
import type { RowOutcome } from '@tributary/http';
import { Forbidden, territoriesOf } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import { PartnerUserService } from '../partner-user/partner-user.service.js';
import type { PartnerUserRow } from './partner-row.js';

interface Known {
  readonly place: number;
  readonly partner_id: string;
  readonly partner_status: string;
  readonly user_id: string | null;
  readonly user_status: string | null;
}

// Held until the people are in: a termination comes before, or finds them.
const knownRows = `
  WITH named AS (
    SELECT n.place::int - 1 AS place, lower(n.email) AS email, coalesce(n.id, i.partner_id) AS partner_id
      FROM unnest($1::text[], $2::text[], $3::uuid[], $4::text[]) WITH ORDINALITY AS n(system, partner, id, email, place)
      LEFT JOIN partner_import i ON i.system = n.system AND i.external_id = n.partner AND n.id IS NULL)
  SELECT named.place, p.id AS partner_id, p.status AS partner_status, u.id AS user_id, u.status AS user_status
    FROM named JOIN partner p ON p.id = named.partner_id
    LEFT JOIN LATERAL (SELECT u.id, u.status FROM partner_user u WHERE u.partner_id = p.id AND lower(u.email) = named.email
                        ORDER BY u.status = 'deactivated', u.created_at LIMIT 1) u ON true
     FOR SHARE OF p`;

@Injectable()
export class PartnerUserImportService {
  constructor(private readonly users: PartnerUserService) {}

  /** People are told apart by partner and address. Whoever is here already keeps the rights that were given here; who lost them gets none back. */
  async apply(tx: Transaction, rows: readonly PartnerUserRow[]): Promise<RowOutcome[]> {
    if (territoriesOf(tx.actor) !== null)
      throw new Forbidden('TERRITORY_NOT_YOURS', 'People are brought over by whoever manages all territories.');
    const [, known] = await Promise.all([
      tx.read(`SELECT pg_advisory_xact_lock(hashtext('partner import'))`),
      tx.read<Known>(knownRows, [
        rows.map(({ system = 'import' }) => system),
        rows.map(({ partner }) => partner ?? null),
        rows.map(({ partnerId }) => partnerId ?? null),
        rows.map(({ email }) => email),
      ]),
    ]);
    const byPlace = new Map(known.map((one) => [one.place, one]));
    const brought = new Map<string, string>();
    return rows.map((row, place) => {
      const found = byPlace.get(place);
      if (found === undefined) return refused('/partner', 'NOT_YET_KNOWN', 'This partner is not known here.');
      if (found.partner_status === 'terminated')
        return refused('/partner', 'PARTNER_TERMINATED', 'Nobody gets access for a partner that is terminated.');
      if (found.user_status === 'deactivated')
        return refused('/email', 'USER_DEACTIVATED', 'This person lost the access here, and gets it back here only.');
      const key = `${found.partner_id} ${row.email.toLowerCase()}`;
      const present = found.user_id ?? brought.get(key);
      if (present !== undefined) return { status: 'unchanged', id: present };
      const { email, name, roles = ['sales'], subject = null } = row;
      const { id } = this.users.bringOver(tx, { partnerId: found.partner_id, email, name, roles, subject });
      brought.set(key, id);
      return { status: 'created', id };
    });
  }
}

function refused(pointer: string, code: string, detail: string): RowOutcome {
  return { status: 'refused', errors: [{ pointer, code, detail }] };
}
