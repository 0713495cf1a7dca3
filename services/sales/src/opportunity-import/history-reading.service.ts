import { Injectable } from '@nestjs/common';
import { territoriesOf, type Actor, type Fault } from '@tributary/kernel';
import { CustomerService, type KnownAccount } from '../customer/customer.service.js';
import type { ImportedHistory } from '../opportunity/imported-history.js';
import { PartnerService, type KnownPartner } from '../partner/partner.service.js';
import type { HistoryFacts } from './history-facts.service.js';
import { beginningOf, keyOf, type Named, type OpportunityReading } from './opportunity-row.js';

type Customer = ImportedHistory['customer'];

/** Why a row cannot be taken. */
export interface Wrong {
  readonly errors: readonly Fault[];
}

export function isWrong(read: ImportedHistory | Wrong): read is Wrong {
  return 'errors' in read;
}

/** Turns a row into history: names become the partners, accounts and products that are known here. */
@Injectable()
export class HistoryReadingService {
  constructor(
    private readonly customers: CustomerService,
    private readonly partners: PartnerService,
  ) {}

  read(actor: Actor, reading: OpportunityReading, facts: HistoryFacts): ImportedHistory | Wrong {
    const { row, system, externalId } = reading;
    const errors: Fault[] = [];
    const partner = found(reading.partner, facts.partners, 'partner', errors);
    const account = found(reading.account, facts.accounts, 'account', errors);
    const lines = linesOf(reading, facts, errors);
    const customer = customerOf(reading, account, errors);
    if (customer === null || errors.length > 0) return { errors };
    const { name, country, domain, registration } = this.customers.identify(customer, null);
    const territory = partner === null ? null : this.partners.territoryFor(partner, customer.country);
    const own = territoriesOf(actor);
    if (own !== null && !own.includes(territory ?? ''))
      return {
        errors: [{ pointer: '/partner', code: 'NOT_YOUR_TERRITORY', detail: 'It belongs to another territory.' }],
      };
    const families = [...new Set(lines.map(({ family }) => family))].join(', ');
    return {
      name: row.name ?? `${customer.name}: ${families || 'nothing yet'}`.slice(0, 400),
      partnerId: partner?.partnerId ?? null,
      territory,
      customer,
      identity: {
        name,
        country,
        domain: domain ?? account?.domain ?? null,
        registration: registration ?? account?.registration ?? null,
      },
      lines,
      value: row.value,
      expectedCloseOn: row.expectedCloseOn ?? row.closedOn ?? null,
      nextStep: row.nextStep ?? null,
      ownedBy: row.ownedBy ?? null,
      lossReason: row.lossReason ?? null,
      openedAt: beginningOf(row.openedOn),
      closedAt: beginningOf(row.closedOn),
      stage: row.stage,
      closedFrom: row.closedFrom ?? null,
      externalIds: [{ system, id: externalId }],
    };
  }
}

function found<Thing extends KnownPartner | KnownAccount>(
  named: Named | null,
  known: ReadonlyMap<string, Thing>,
  field: string,
  errors: Fault[],
): Thing | null {
  const thing = named === null ? null : known.get(keyOf(named));
  if (thing === undefined)
    errors.push({
      pointer: `/${field}`,
      code: 'NOT_YET_KNOWN',
      detail: `The ${field} "${named?.name}" is not known here.`,
    });
  return thing ?? null;
}

function linesOf({ lines, row }: OpportunityReading, { products }: HistoryFacts, errors: Fault[]) {
  return lines.flatMap(({ sku, family, quantity, value }, index) => {
    const known = sku === null ? (products.families.has(family ?? '') ? family : undefined) : products.bySku.get(sku);
    if (known !== undefined && known !== null) return [{ sku: sku ?? null, family: known, quantity, value }];
    const pointer = row.lines === undefined ? '/sku' : `/lines/${index}`;
    const detail = `The product "${sku ?? family ?? ''}" is not known here.`;
    errors.push({ pointer, code: 'NOT_YET_KNOWN', detail });
    return [];
  });
}

function customerOf({ row }: OpportunityReading, account: KnownAccount | null, errors: Fault[]): Customer | null {
  const name = row.customerName ?? account?.legalName;
  const country = row.country ?? account?.country;
  if (name !== undefined && country !== undefined) {
    const { segment = 'enterprise' } = account ?? {};
    return {
      accountId: account?.id ?? null,
      name,
      country,
      domain: null,
      registrationNumber: null,
      segment,
      user: null,
    };
  }
  const [field, what] = name === undefined ? ['customerName', 'name'] : ['country', 'country'];
  if (errors.length === 0)
    errors.push({
      pointer: `/${field}`,
      code: 'REQUIRED',
      detail: `The customer has a ${what} where no account is named.`,
    });
  return null;
}
