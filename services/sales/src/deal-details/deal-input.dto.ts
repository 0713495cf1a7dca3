import { dayNextYear, Day, Flag, ListOf, Nested, OneOf, Text, Uuid } from '@tributary/http';
import { dealTypes, type DealDetails, type StatedDeal } from './deal-details.js';
import { DealContactDto, DealCustomerDto, DealLineDto, EvidenceDto, ExternalIdDto } from './deal-parts.dto.js';

/** What a stated deal may be refused for. */
export const statedFaults = [
  'NO_LINES',
  'MIXED_CURRENCIES',
  'NO_VALUE',
  'UNKNOWN_DISTRIBUTOR',
  'PRODUCT_RETIRED',
  'NOT_YET_KNOWN',
];
export const broughtFaults = [...statedFaults, 'PARTNER_MISSING', 'NOT_YOUR_PARTNER', 'NOT_YOUR_TERRITORY'];

// Left empty in the examples, so that they work as they stand.
const left = { optional: true, nullable: true, example: null } as const;

class DealFields {
  @OneOf(dealTypes, { optional: true, description: '`new` unless told' })
  readonly dealType?: (typeof dealTypes)[number];

  @Uuid({ ...left, description: "The partner's own distributor unless told; null for none" })
  readonly distributorId?: string | null;

  @Flag({ optional: true, example: false, description: 'The distributor does not see the deal' })
  readonly hiddenFromDistributor?: boolean;

  @Nested(() => DealContactDto, { optional: true, nullable: true })
  readonly contact?: DealContactDto | null;

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

  @ListOf(() => EvidenceDto, { max: 20, optional: true })
  readonly evidence?: EvidenceDto[];

  @ListOf(() => ExternalIdDto, { max: 20, optional: true })
  readonly externalIds?: ExternalIdDto[];
}

export class StatedDealDto extends DealFields {
  @Uuid({ ...left, description: 'For which partner; needed from the vendor only' })
  readonly partnerId?: string | null;

  @Uuid({ ...left, description: 'The default program unless told' })
  readonly programId?: string | null;

  @Nested(() => DealCustomerDto)
  readonly customer: DealCustomerDto;

  @ListOf(() => DealLineDto, { min: 1, max: 100 })
  readonly lines: DealLineDto[];

  @Day({ example: dayNextYear })
  readonly expectedCloseOn: string;
}

export class NewDealRegistrationDto extends StatedDealDto {
  @Flag({ optional: true, example: false, description: 'Keep it as a draft; else it is submitted at once' })
  readonly draft?: boolean;
}

export class ChangedDealRegistrationDto extends DealFields {
  @Nested(() => DealCustomerDto, { optional: true, description: 'Replaces the customer as a whole' })
  readonly customer?: DealCustomerDto;

  @ListOf(() => DealLineDto, { min: 1, max: 100, optional: true })
  readonly lines?: DealLineDto[];

  @Day({ optional: true, example: dayNextYear })
  readonly expectedCloseOn?: string;
}

/** What was left out stays as it is; null empties. */
export function statedChange(input: ChangedDealRegistrationDto): Partial<StatedDeal> {
  const { customer, lines, contact, ...others } = input;
  return {
    ...others,
    ...(customer && { customer: statedCustomer(customer) }),
    ...(lines && { lines: lines.map(statedLine) }),
    ...(contact !== undefined && { contact: contact && { name: contact.name ?? null, email: contact.email } }),
  };
}

/** For whom the deal is brought in, and under which program. */
export function broughtDeal(input: StatedDealDto) {
  return { partnerId: input.partnerId ?? null, programId: input.programId ?? null, deal: statedDeal(input) };
}

function statedDeal(input: StatedDealDto): StatedDeal {
  const { partnerId: _partnerId, programId: _programId, customer, lines, expectedCloseOn, ...others } = input;
  return {
    dealType: 'new',
    distributorId: undefined,
    hiddenFromDistributor: false,
    contact: null,
    project: null,
    competitor: null,
    incumbent: null,
    tenderOn: null,
    evidence: [],
    externalIds: [],
    ...statedChange(others),
    customer: statedCustomer(customer),
    lines: lines.map(statedLine),
    expectedCloseOn,
  };
}

function statedLine(line: DealLineDto): StatedDeal['lines'][number] {
  return { sku: line.sku ?? null, family: line.family ?? null, quantity: line.quantity, value: line.value };
}

function statedCustomer({ user, ...customer }: DealCustomerDto): DealDetails['customer'] {
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
