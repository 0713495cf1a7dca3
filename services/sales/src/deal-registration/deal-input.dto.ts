import {
  Country,
  Day,
  Decimals,
  Email,
  Flag,
  ListOf,
  ListQuery,
  MoneyField,
  MoneyDto,
  Nested,
  OneOf,
  Text,
  Uuid,
} from '@tributary/http';
import { dealTypes, segments, type DealDetails, type StatedDeal } from './deal-details.js';
import { dealStatuses, type DealStatus } from './deal-status.js';

export class CustomerUserInput {
  @Text({ max: 200, example: 'Globex Logistics' })
  readonly name: string;

  @Country({ example: 'US' })
  readonly country: string;

  @Text({ max: 253, optional: true, nullable: true, example: 'globex.com' })
  readonly domain?: string | null;

  @Text({ max: 60, optional: true, nullable: true, example: 'HRB 4711' })
  readonly registrationNumber?: string | null;
}

export class DealCustomerInput {
  @Uuid({ optional: true, nullable: true, description: 'The account, where it is known to the vendor' })
  readonly accountId?: string | null;

  @Text({ max: 200, example: 'Acme Corporation' })
  readonly name: string;

  @Country({ example: 'US' })
  readonly country: string;

  @Text({
    max: 253,
    optional: true,
    nullable: true,
    example: 'acme.com',
    description: 'Web site or domain of the company',
  })
  readonly domain?: string | null;

  @Text({ max: 60, optional: true, nullable: true, example: '150483782' })
  readonly registrationNumber?: string | null;

  @OneOf(segments, { optional: true, description: '`enterprise` unless told' })
  readonly segment?: (typeof segments)[number];

  @Nested(() => CustomerUserInput, {
    optional: true,
    nullable: true,
    description: 'Who will use it, where the buyer is an operator; then the user is protected',
  })
  readonly user?: CustomerUserInput | null;
}

export class DealContactInput {
  @Text({ max: 200, optional: true, nullable: true, example: 'Jane Doe' })
  readonly name?: string | null;

  @Email({ example: 'jane@acme.com' })
  readonly email: string;
}

export class DealLineInput {
  @Text({ max: 64, optional: true, nullable: true, example: 'GTX-PRO', description: 'A product, or else a `family`' })
  readonly sku?: string | null;

  @Text({
    max: 64,
    optional: true,
    nullable: true,
    example: null,
    description: 'A product family; taken from the product if a `sku` is given',
  })
  readonly family?: string | null;

  @Decimals({ places: 3, digits: 9, example: '4' })
  readonly quantity: string;

  @MoneyField({ example: { amount: '19284.00', currency: 'USD' } })
  readonly value: MoneyDto;
}

export class DealEvidenceInput {
  @Text({ max: 200, example: 'Meeting minutes' })
  readonly name: string;

  @Text({ max: 1000, pattern: /^https:\/\/\S+$/, example: 'https://files.example.com/minutes.pdf' })
  readonly url: string;
}

export class ExternalIdInput {
  @Text({ max: 64, example: 'crm' })
  readonly system: string;

  @Text({ max: 200, example: '0061x00000AbCdE' })
  readonly id: string;
}

class DealFields {
  @OneOf(dealTypes, { optional: true, description: '`new` unless told' })
  readonly dealType?: (typeof dealTypes)[number];

  @Uuid({ optional: true, nullable: true, description: "The partner's own distributor unless told; null for none" })
  readonly distributorId?: string | null;

  @Flag({ optional: true, example: false, description: 'The distributor does not see the deal' })
  readonly hiddenFromDistributor?: boolean;

  @Nested(() => DealContactInput, { optional: true, nullable: true })
  readonly contact?: DealContactInput | null;

  @Text({
    max: 200,
    optional: true,
    nullable: true,
    example: 'Data center Austin',
    description: 'Site or project; two of one customer are two deals',
  })
  readonly project?: string | null;

  @Text({ max: 200, optional: true, nullable: true, example: 'Initech' })
  readonly competitor?: string | null;

  @Text({ max: 200, optional: true, nullable: true, example: 'Hooli' })
  readonly incumbent?: string | null;

  @Day({ optional: true, nullable: true, description: 'When a public tender closes' })
  readonly tenderOn?: string | null;

  @ListOf(() => DealEvidenceInput, { max: 20, optional: true })
  readonly evidence?: DealEvidenceInput[];

  @ListOf(() => ExternalIdInput, { max: 20, optional: true })
  readonly externalIds?: ExternalIdInput[];
}

export class DealRegistrationInput extends DealFields {
  @Uuid({ optional: true, nullable: true, description: 'For which partner; needed from the vendor only' })
  readonly partnerId?: string | null;

  @Uuid({ optional: true, nullable: true, description: 'The default program unless told' })
  readonly programId?: string | null;

  @Nested(() => DealCustomerInput)
  readonly customer: DealCustomerInput;

  @ListOf(() => DealLineInput, { min: 1, max: 100 })
  readonly lines: DealLineInput[];

  @Day({ example: '2026-12-31' })
  readonly expectedCloseOn: string;
}

export class NewDealRegistration extends DealRegistrationInput {
  @Flag({ optional: true, example: false, description: 'Keep it as a draft; else it is submitted at once' })
  readonly draft?: boolean;
}

export class DealRegistrationChange extends DealFields {
  @Nested(() => DealCustomerInput, { optional: true })
  readonly customer?: DealCustomerInput;

  @ListOf(() => DealLineInput, { min: 1, max: 100, optional: true })
  readonly lines?: DealLineInput[];

  @Day({ optional: true, example: '2026-12-31' })
  readonly expectedCloseOn?: string;
}

export class DealRegistrationQuery extends ListQuery {
  @OneOf(dealStatuses, { optional: true, example: 'in_review' })
  readonly status?: DealStatus;

  @Uuid({ optional: true, description: 'Deals of this partner' })
  readonly partnerId?: string;

  @Uuid({ optional: true, description: 'Deals that name this distributor' })
  readonly distributorId?: string;
}

/** The stated fields in the form that the domain takes: what was left out is left out, null is null. */
export function statedChange(input: DealRegistrationChange): Partial<StatedDeal> {
  const { customer, lines, contact, ...others } = input;
  return {
    ...others,
    ...(customer && { customer: customerOf(customer) }),
    ...(lines && { lines: lines.map((line) => ({ ...line, sku: line.sku ?? null, family: line.family ?? null })) }),
    ...(contact !== undefined && { contact: contact && { name: contact.name ?? null, email: contact.email } }),
  };
}

export function statedDeal(input: DealRegistrationInput): StatedDeal {
  const { partnerId: _partnerId, programId: _programId, customer, lines, expectedCloseOn, ...fields } = input;
  return {
    dealType: 'new',
    hiddenFromDistributor: false,
    distributorId: undefined,
    ...{
      contact: null,
      project: null,
      competitor: null,
      incumbent: null,
      tenderOn: null,
      evidence: [],
      externalIds: [],
    },
    ...statedChange(fields),
    customer: customerOf(customer),
    lines: lines.map((line) => ({ ...line, sku: line.sku ?? null, family: line.family ?? null })),
    expectedCloseOn,
  };
}

function customerOf({ user, ...customer }: DealCustomerInput): DealDetails['customer'] {
  return {
    accountId: customer.accountId ?? null,
    name: customer.name,
    country: customer.country,
    domain: customer.domain ?? null,
    registrationNumber: customer.registrationNumber ?? null,
    segment: customer.segment ?? 'enterprise',
    user: user ? { ...user, domain: user.domain ?? null, registrationNumber: user.registrationNumber ?? null } : null,
  };
}
