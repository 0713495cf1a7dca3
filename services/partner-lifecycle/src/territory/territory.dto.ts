import { ListOf, ListQuery, OneOf, Representation, Text, Uuid } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import { territoryKinds, type TerritoryKind, type TerritoryState } from './territory.js';

const code = { max: 64, pattern: /^[A-Z0-9][A-Z0-9_-]*$/, example: 'DACH' } as const;
const currency = { min: 3, max: 3, pattern: /^[A-Z]{3}$/, example: 'EUR' } as const;

export class TerritoryListQuery extends ListQuery {
  @Text({ max: 64, optional: true, example: 'DACH' })
  readonly code?: string;

  @OneOf(territoryKinds, { optional: true })
  readonly kind?: TerritoryKind;

  @Uuid({ optional: true })
  readonly parentId?: string;
}

class TerritoryFields {
  @Uuid({ optional: true, nullable: true })
  readonly parentId?: string | null;

  @ListOf('string', { max: 260, maxLength: 2, optional: true, example: ['DE', 'AT', 'CH'], description: 'ISO 3166' })
  readonly countries?: string[];

  @Text({ max: 200, optional: true, nullable: true, example: 'channel-manager' })
  readonly ownedBy?: string | null;

  @ListOf('string', { max: 20, maxLength: 35, optional: true, example: ['de'] })
  readonly languages?: string[];

  @ListOf('uuid', { max: 100, optional: true, description: 'Authorized distributors' })
  readonly distributorIds?: string[];

  @Uuid({ optional: true, nullable: true, description: 'Business hours; Monday to Friday 9 to 17 UTC unless told' })
  readonly calendarId?: string | null;
}

export class OpenTerritoryDto extends TerritoryFields {
  @Text(code)
  readonly code: string;

  @Text({ max: 200, example: 'Germany, Austria, Switzerland' })
  readonly name: string;

  @OneOf(territoryKinds)
  readonly kind: TerritoryKind;

  @Text(currency)
  readonly currency: string;
}

export class ChangeTerritoryDto extends TerritoryFields {
  @Text({ max: 200, optional: true, example: 'Germany, Austria, Switzerland' })
  readonly name?: string;

  @OneOf(territoryKinds, { optional: true })
  readonly kind?: TerritoryKind;

  @Text({ ...currency, optional: true })
  readonly currency?: string;
}

export class TerritoryDto extends Representation {
  @Text(code)
  readonly code: string;

  @Text({ max: 200, example: 'Germany, Austria, Switzerland' })
  readonly name: string;

  @OneOf(territoryKinds)
  readonly kind: TerritoryKind;

  @Uuid({ nullable: true, example: null })
  readonly parentId: string | null;

  @ListOf('string', { max: 260, example: ['DE', 'AT', 'CH'] })
  readonly countries: readonly string[];

  @Text({ max: 200, nullable: true, example: 'channel-manager' })
  readonly ownedBy: string | null;

  @Text(currency)
  readonly currency: string;

  @ListOf('string', { max: 20, example: ['de'] })
  readonly languages: readonly string[];

  @ListOf('uuid', { max: 100 })
  readonly distributorIds: readonly string[];

  @Uuid({ nullable: true })
  readonly calendarId: string | null;
}

export function territoryAnswer(row: Saved<TerritoryState>): TerritoryDto {
  const { number: _number, calendar: _calendar, ...territory } = row;
  return territory;
}
