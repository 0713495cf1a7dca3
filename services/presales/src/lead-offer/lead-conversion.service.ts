import { Injectable } from '@nestjs/common';
import { NotFound, systemActor, type Actor, type MoneyJson } from '@tributary/kernel';
import { UnitOfWork, type Saved } from '@tributary/persistence';
import { AccountRelationService } from '../account-relation/account-relation.service.js';
import { AccountService } from '../account/account.service.js';
import type { LeadState } from '../lead/lead-state.js';
import { LeadService } from '../lead/lead.service.js';
import { PartnerService } from '../partner/partner.service.js';

export interface Conversion {
  /** An account that is known already; else the one with the lead's domain, else a new one. */
  readonly accountId: string | null;
  readonly name: string | null;
  readonly value: MoneyJson | null;
  readonly closeOn: string | null;
}

interface KnownAccount {
  readonly id: string;
  readonly related: boolean;
  /** The last day before a relation that has been agreed for later begins. */
  readonly freeUntil: string | null;
}

const oneAtATime = `
  SELECT pg_advisory_xact_lock(hashtext('account of ' || coalesce($2::text, company ->> 'domain', id::text))) FROM lead WHERE id = $1`;

// Found first and put in order then: to walk all accounts by age until one has the domain looks cheaper to the planner.
export const knownAccount = `
  WITH found AS MATERIALIZED (
    SELECT a.id, a.created_at FROM account a WHERE a.id = $2::uuid
    UNION ALL SELECT a.id, a.created_at FROM account a
     WHERE $2::uuid IS NULL AND a.domains @> (SELECT jsonb_build_array(company -> 'domain') FROM lead WHERE id = $1 AND company ->> 'domain' IS NOT NULL)
  ), sold AS (
    SELECT r.account_id, r.valid_from, r.valid_until FROM found f JOIN account_relation r ON r.account_id = f.id AND r.kind = 'sold_by'
     WHERE r.partner_id = coalesce($3, (SELECT partner_id FROM lead WHERE id = $1))
  )
  SELECT f.id, EXISTS (SELECT FROM sold s WHERE s.account_id = f.id AND s.valid_from <= $4::date
                          AND (s.valid_until IS NULL OR s.valid_until >= $4::date)) AS related,
         (SELECT (min(s.valid_from) - 1)::text FROM sold s WHERE s.account_id = f.id AND s.valid_from > $4::date) AS "freeUntil"
    FROM found f ORDER BY f.created_at, f.id LIMIT 1`;

@Injectable()
export class LeadConversionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly leads: LeadService,
    private readonly accounts: AccountService,
    private readonly relations: AccountRelationService,
    private readonly partners: PartnerService,
  ) {}

  /**
   * Accounts are the vendor's: what a partner asks is carried out by the system, after the lead itself has said that it is this
   * partner's own. A partner that names an account must know it; one that brought the lead is not shown an account that was there.
   */
  convert(id: string, conversion: Conversion, actor: Actor, today: string): Promise<Saved<LeadState>> {
    const { partnerId = null } = actor;
    // Keyed by the partner all the same: a retry of another partner's is another request.
    const acting = partnerId === null ? actor : { ...systemActor(actor.subject), partnerId };
    return this.unitOfWork.run(acting, async (tx) => {
      const [lead, , [known]] = await Promise.all([
        this.leads.load(tx, id),
        tx.read(oneAtATime, [id, conversion.accountId]),
        tx.read<KnownAccount>(knownAccount, [id, conversion.accountId, partnerId, today]),
        this.partners.refuseBarred(tx, actor.partnerId),
      ]);
      lead.refuseToConvert(partnerId);
      const { company, segment, families, contributedBy, expectedValue } = lead.state;
      const isNamed = conversion.accountId !== null;
      if (isNamed && (known === undefined || (partnerId !== null && !known.related))) throw new NotFound('account');
      const accountId = known?.id ?? (await this.create(acting, { company, segment }));
      const mayShow = known === undefined || partnerId === null || contributedBy === null;
      const relation = {
        partnerId: lead.state.partnerId!,
        kind: 'sold_by' as const,
        validUntil: known?.freeUntil ?? null,
        validFrom: today,
      };
      if (mayShow && known?.related !== true) await this.relations.relateKnown(acting, accountId, relation);
      const name = conversion.name ?? [company.name, families.join(', ')].filter((part) => part !== '').join(': ');
      const opportunity = {
        name: name.slice(0, 400),
        value: conversion.value ?? expectedValue,
        closeOn: conversion.closeOn,
      };
      lead.convert(accountId, opportunity, actor.subject);
      return this.leads.save(tx, lead);
    });
  }

  private async create(actor: Actor, { company, segment }: Pick<LeadState, 'company' | 'segment'>): Promise<string> {
    const { name: legalName, domain, country, registrationNumber, employees } = company;
    const { id } = await this.accounts.create(actor, {
      ...{ legalName, country, employees },
      segment: segment === 'b2b2x' ? 'enterprise' : segment, // its customer is not known here
      domains: domain === null ? [] : [domain],
      registrationNumbers: registrationNumber === null ? [] : [{ kind: 'stated', value: registrationNumber }],
    });
    return id;
  }
}
