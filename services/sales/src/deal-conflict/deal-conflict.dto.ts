import { Decimals, Flag, Instant, ListOf, OneOf, Text, Uuid } from '@tributary/http';
import { conflictClasses, type Conflict } from './conflict.js';

export class RivalDto {
  @OneOf(conflictClasses)
  readonly class: string;

  @Uuid({ description: 'A deal registration, or an opportunity of the vendor' })
  readonly id: string;

  @Text({ max: 64, nullable: true, example: 'US' })
  readonly territory: string | null;

  @Text({
    max: 40,
    nullable: true,
    example: 'DR-2026-000101',
    description: 'As partner and customer, null where it belongs to a territory that is not yours',
  })
  readonly number: string | null;

  @Text({ max: 64, example: 'approved' })
  readonly status: string;

  @Uuid({ nullable: true })
  readonly partnerId: string | null;

  @Text({ max: 200, nullable: true, example: 'Northwind Networks GmbH' })
  readonly partnerName: string | null;

  @Text({ max: 200, nullable: true, example: 'ACME Corp.' })
  readonly customerName: string | null;

  @Instant({ nullable: true })
  readonly submittedAt: Date | null;

  @Instant({ nullable: true })
  readonly protectedUntil: Date | null;

  @Flag({ example: false })
  readonly sameDomain: boolean;

  @Flag({ example: false })
  readonly sameRegistration: boolean;

  @Flag({ example: true })
  readonly sameContactDomain: boolean;

  @Decimals({ places: 2, example: '1.00', description: 'Of the names, 0 to 1' })
  readonly nameSimilarity: string;

  @Instant()
  readonly detectedAt: Date;
}

export class ConflictDto {
  @OneOf(conflictClasses)
  readonly class: string;

  @OneOf(['hard', 'hold', 'note'], { optional: true, description: 'For the vendor only' })
  readonly severity?: string;

  @Decimals({ places: 2, optional: true, example: '0.80', description: 'For the vendor only' })
  readonly score?: string;

  @ListOf(() => RivalDto, {
    max: 200,
    optional: true,
    description: 'For the vendor only: with whom, and by what evidence',
  })
  readonly rivals?: RivalDto[];
}

/** A partner learns the class alone: by severity it could tell what evidence there is. A note is not told to it at all. */
export function shownConflict(
  { class: conflictClass, severity, score }: Conflict,
  ofVendor: boolean,
  rivals?: readonly RivalDto[],
): ConflictDto | null {
  if (ofVendor)
    return { class: conflictClass, severity, score: score.toFixed(2), ...(rivals && { rivals: [...rivals] }) };
  return severity === 'note' ? null : { class: conflictClass };
}
