import { Aggregate, RuleViolation, type BusinessCalendarSpec } from '@tributary/kernel';

export const territoryKinds = ['region', 'country', 'area'] as const;
export type TerritoryKind = (typeof territoryKinds)[number];

/** What a person decides about a territory. */
export interface TerritoryTerms {
  readonly name: string;
  readonly kind: TerritoryKind;
  readonly parentId: string | null;
  readonly countries: readonly string[];
  readonly ownedBy: string | null;
  readonly currency: string;
  readonly languages: readonly string[];
  readonly distributorIds: readonly string[];
  /** null = the vendor's default hours. */
  readonly calendarId: string | null;
}

export interface TerritoryState extends TerritoryTerms {
  readonly id: string;
  readonly code: string;
  /** A copy of its calendar, so that the territory is published whole. */
  readonly calendar: BusinessCalendarSpec;
}

export interface TerritoryEvent {
  readonly type: 'TerritoryOpened' | 'TerritoryChanged' | 'TerritoryCalendarChanged';
}

/** A part of the market, in a tree of regions, countries and areas: who owns it, in which hours and money it works. */
export class Territory extends Aggregate<TerritoryState, TerritoryEvent> {
  static open(territory: TerritoryState): Territory {
    checkCountries(territory.countries);
    const opened = new Territory(territory);
    opened.apply({}, { type: 'TerritoryOpened' });
    return opened;
  }

  /** `ancestors` are the territories above the new parent, the parent itself first; `calendar` belongs to `calendarId`. */
  change(terms: Partial<TerritoryTerms>, ancestors: readonly string[], calendar: BusinessCalendarSpec): void {
    if (ancestors.includes(this.state.id))
      throw new RuleViolation('TERRITORY_CYCLE', 'A territory cannot stand above itself.');
    checkCountries(terms.countries ?? []);
    this.apply({ ...terms, calendar }, { type: 'TerritoryChanged' });
  }

  followCalendar(calendar: BusinessCalendarSpec): void {
    this.apply({ calendar }, { type: 'TerritoryCalendarChanged' });
  }
}

function checkCountries(countries: readonly string[]): void {
  if (countries.some((country) => !/^[A-Z]{2}$/.test(country))) {
    throw new RuleViolation('COUNTRY_UNFIT', 'A country is its ISO 3166 code, for example DE.');
  }
}
