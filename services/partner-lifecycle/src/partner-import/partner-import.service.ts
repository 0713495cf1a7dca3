import { Injectable } from '@nestjs/common';
import type { RowOutcome } from '@tributary/http';
import { Forbidden, territoriesOf } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import { AgreementService } from '../agreement/agreement.service.js';
import { EstablishedPartnerService } from '../partner/established-partner.service.js';
import { RewardAccountService } from '../reward-account/reward-account.service.js';
import { profileIn, type PartnerRow } from './partner-row.js';

interface Known {
  readonly system: string;
  readonly external_id: string;
  readonly partner_id: string;
  readonly is_same: boolean;
}

const stated = 'unnest($1::text[], $2::text[], $3::text[]) AS n(system, external_id, stated)';
const knownRows = `SELECT i.system, i.external_id, i.partner_id, i.stated = n.stated::jsonb AS is_same
  FROM ${stated} JOIN partner_import i ON i.system = n.system AND i.external_id = n.external_id`;
const newRows = `SELECT FROM (SELECT DISTINCT system, external_id FROM unnest($1::text[], $2::text[]) AS n(system, external_id)) n
  WHERE NOT EXISTS (SELECT FROM partner_import i WHERE i.system = n.system AND i.external_id = n.external_id)`;
const remember = `INSERT INTO partner_import (system, external_id, partner_id, stated) VALUES ($1, $2, $3, $4)
  ON CONFLICT (system, external_id) DO UPDATE SET stated = excluded.stated`;

@Injectable()
export class PartnerImportService {
  constructor(
    private readonly established: EstablishedPartnerService,
    private readonly agreements: AgreementService,
    private readonly accounts: RewardAccountService,
  ) {}

  /** Partners are told apart by system and external id. What a source repeats changes nothing, whatever became of the partner here. */
  async apply(tx: Transaction, rows: readonly PartnerRow[]): Promise<RowOutcome[]> {
    if (territoriesOf(tx.actor) !== null)
      throw new Forbidden('TERRITORY_NOT_YOURS', 'Partners are brought over by whoever manages all territories.');
    const systems = rows.map(({ system = 'import' }) => system);
    const ids = rows.map(({ externalId }) => externalId);
    const texts = rows.map((row) => JSON.stringify(row));
    const [, known] = await Promise.all([
      // Files of partners one after the other: else two would both find that a company is new.
      tx.read(`SELECT pg_advisory_xact_lock(hashtext('partner import'))`),
      tx.read<Known>(knownRows, [systems, ids, texts]),
      this.established.prepare(tx, newRows, [systems, ids]),
    ]);
    const byKey = new Map(known.map((one) => [key(one.system, one.external_id), one]));
    const outcomes: RowOutcome[] = [];
    for (const [index, row] of rows.entries()) {
      const system = systems[index]!;
      const found = byKey.get(key(system, row.externalId));
      const outcome = await this.put(tx, system, row, found);
      if (outcome.status !== 'unchanged' || found?.is_same === false)
        tx.execute(remember, [system, row.externalId, outcome.id, texts[index]]);
      byKey.set(key(system, row.externalId), {
        ...{ system, external_id: row.externalId, partner_id: outcome.id, is_same: false },
      });
      outcomes.push(outcome);
    }
    return outcomes;
  }

  private async put(
    tx: Transaction,
    system: string,
    row: PartnerRow,
    known: Known | undefined,
  ): Promise<RowOutcome & { readonly id: string }> {
    if (known?.is_same === true) return { status: 'unchanged', id: known.partner_id };
    if (known !== undefined) {
      const corrected = await this.established.correct(tx, known.partner_id, profileIn(row));
      return { status: corrected === null ? 'unchanged' : 'updated', id: known.partner_id };
    }
    const company = companyIn(system, row);
    await this.established.refuseKnown(tx, company);
    const id = this.established.nextId();
    const offers = await this.agreements.offerStandard(tx.actor, id, row.type);
    this.established.bringOver(
      tx,
      id,
      company,
      offers.map(({ id: agreementId, kind, revision, isMandatory }) => ({ agreementId, kind, revision, isMandatory })),
    );
    await this.accounts.open(tx.actor, id);
    return { status: 'created', id };
  }
}

function companyIn(system: string, row: PartnerRow): Parameters<EstablishedPartnerService['bringOver']>[2] {
  const { externalId, legalName, country, type, tier = 'registered', activeSince } = row;
  return {
    legalName,
    country,
    type,
    tier,
    activatedAt: activeSince === undefined ? null : new Date(`${activeSince}T00:00:00.000Z`),
    registrationNumber: row.registrationNumber ?? null,
    email: row.email ?? null,
    website: row.website ?? null,
    territories: row.territories ?? [],
    segments: row.segments ?? [],
    specializations: row.specializations ?? [],
    ownedBy: row.ownedBy ?? null,
    externalIds: [{ system, id: externalId }],
  };
}

function key(system: string, externalId: string): string {
  return JSON.stringify([system, externalId]);
}
