import { Country, Day, Email, ListOf, OneOf, Text, Uuid } from '@tributary/http';
import { partnerTypes, segments, tiers, type PartnerRow, type PartnerUserRow } from './partner-row.js';

const userRoles = ['partner_admin', 'sales', 'marketing', 'technician', 'learner'] as const;
const system = {
  max: 64,
  optional: true,
  example: 'crm',
  description: 'Whose ids these are; import unless told',
} as const;

/** A line of a file of partners. */
export class PartnerRowDto {
  @Text(system)
  readonly system?: string;

  @Text({ max: 200, example: 'P-77', description: 'Tells the partners of a system apart' })
  readonly externalId: string;

  @Text({ max: 300, example: 'Northwind Networks GmbH' })
  readonly legalName: string;

  @Country()
  readonly country: string;

  @OneOf(partnerTypes, { example: 'value_added_reseller' })
  readonly type: PartnerRow['type'];

  @OneOf(tiers, { optional: true, description: 'registered unless told' })
  readonly tier?: NonNullable<PartnerRow['tier']>;

  @Day({ optional: true, example: '2019-03-01', description: 'Since when it has done business with the vendor' })
  readonly activeSince?: string;

  @Text({ max: 300, optional: true, example: 'HRB 12345' })
  readonly registrationNumber?: string;

  @Email({
    optional: true,
    example: 'office@northwind.example',
    description: 'Its domain tells who else belongs to it',
  })
  readonly email?: string;

  @Text({ max: 300, optional: true, example: 'https://northwind.example' })
  readonly website?: string;

  @ListOf('string', { max: 100, maxLength: 64, optional: true, example: ['DACH'] })
  readonly territories?: string[];

  @ListOf(segments, { max: 3, optional: true })
  readonly segments?: string[];

  @ListOf('string', { max: 50, maxLength: 64, optional: true, example: ['switching'] })
  readonly specializations?: string[];

  @Text({ max: 200, optional: true, example: 'channel-manager', description: 'The channel manager' })
  readonly ownedBy?: string;
}

/** A line of a file of partners' people. */
export class PartnerUserRowDto {
  @Text(system)
  readonly system?: string;

  @Text({ max: 200, optional: true, example: 'P-77', description: "The partner's external id in that system" })
  readonly partner?: string;

  @Uuid({ optional: true, description: 'The partner, if the source knows our id' })
  readonly partnerId?: string;

  @Email({ example: 'sales@northwind.example', description: 'Tells the people of a partner apart' })
  readonly email: string;

  @Text({ max: 200, example: 'Sales person' })
  readonly name: string;

  @ListOf(userRoles, { min: 1, max: 5, optional: true, example: ['sales'], description: 'sales unless told' })
  readonly roles?: NonNullable<PartnerUserRow['roles']>[number][];

  @Text({ max: 200, optional: true, example: 'jo-north', description: 'Who it is at the identity provider' })
  readonly subject?: string;
}
