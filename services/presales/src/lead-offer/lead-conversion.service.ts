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
}

const oneAtATime = `SELECT pg_advisory_xact_lock(hashtext('account of ' || coalesce(company ->> 'domain', id::text))) FROM lead WHERE id = $1`;

const knownAccount = `
  SELECT a.id, EXISTS (SELECT FROM account_relation r WHERE r.account_id = a.id AND r.partner_id = coalesce($3, l.partner_id) AND r.kind = 'sold_by'
           AND r.valid_from <= $4::date AND (r.valid_until IS NULL OR r.valid_until >= $4::date)) AS related
    FROM lead l JOIN account a
      ON CASE WHEN $2::uuid IS NULL THEN a.domains @> to_jsonb(l.company ->> 'domain') ELSE a.id = $2 END
   WHERE l.id = $1 ORDER BY a.created_at, a.id LIMIT 1`;

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
        tx.read(oneAtATime, [id]),
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
        validUntil: null,
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
