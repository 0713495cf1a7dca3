import { Day, ListOf, ListQuery, Nested, OneOf, Representation, Text, Whole } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import {
  certificationKinds,
  type CertificationDefinitionState,
  type CertificationKind,
} from './certification-definition.js';
import { editionOn, evidenceKinds, type Edition, type EvidenceKind } from './edition.js';

const statuses = ['open', 'retired'] as const;
const code = { max: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, example: 'GTX-SALES' } as const;
const name = { max: 200, example: 'GTX sales specialist' } as const;
const families = {
  max: 100,
  maxLength: 64,
  example: ['GTX'],
  description: 'Codes of the product families that it opens',
} as const;
const months = { min: 1, max: 600, example: 24, description: 'Months of validity; null = without end' } as const;
const window = {
  max: 3650,
  example: 90,
  description: 'Days before its end in which it may be renewed; 90 unless told',
} as const;
const first = { max: 20, maxLength: 64, example: [], description: 'Codes of what must be held first' } as const;
const proof = { min: 1, max: 3, example: ['exam'], description: 'What proves it; everything unless told' } as const;
const score = { max: 100, example: 70, description: 'In percent, for exams; null = no score is asked for' } as const;

export class TermsDto {
  @ListOf('string', { ...families, optional: true })
  readonly families?: string[];

  @Whole({ ...months, optional: true, nullable: true })
  readonly validMonths?: number | null;

  @Whole({ ...window, optional: true })
  readonly renewalWindowDays?: number;

  @ListOf('string', { ...first, optional: true })
  readonly prerequisites?: string[];

  @ListOf(evidenceKinds, { ...proof, optional: true })
  readonly evidence?: EvidenceKind[];

  @Whole({ ...score, optional: true, nullable: true })
  readonly minimumScore?: number | null;
}

export class DefineCertificationDto extends TermsDto {
  @Text({ ...code, description: 'Never changes; product families and earnings name it' })
  readonly code: string;

  @Text(name)
  readonly name: string;

  @OneOf(certificationKinds)
  readonly kind: CertificationKind;

  @Day({ optional: true, description: 'The first day on which it can be earned; today unless told' })
  readonly from?: string;
}

export class RenameCertificationDto {
  @Text(name)
  readonly name: string;
}

export class ReviseCertificationDto extends TermsDto {
  @Day({ example: '2099-01-01', description: 'Today or later: what was earned before stays as it was' })
  readonly from: string;
}

export class RetireCertificationDto {
  @Text({ max: 400, example: 'The products are sold no more' })
  readonly reason: string;
}

export class EditionDto {
  @Day({ description: 'The first day on which it holds; it ends with the next edition' })
  readonly from: string;

  @ListOf('string', families)
  readonly families: readonly string[];

  @Whole({ ...months, nullable: true })
  readonly validMonths: number | null;

  @Whole(window)
  readonly renewalWindowDays: number;

  @ListOf('string', first)
  readonly prerequisites: readonly string[];

  @ListOf(evidenceKinds, proof)
  readonly evidence: readonly EvidenceKind[];

  @Whole({ ...score, nullable: true })
  readonly minimumScore: number | null;
}

export class CertificationDefinitionDto extends Representation {
  @Text(code)
  readonly code: string;

  @Text(name)
  readonly name: string;

  @OneOf(certificationKinds)
  readonly kind: CertificationKind;

  @OneOf(statuses)
  readonly status: CertificationDefinitionState['status'];

  @Nested(() => EditionDto, { nullable: true, description: 'What holds today; null before the first day' })
  readonly current: EditionDto | null;

  @ListOf(() => EditionDto, { max: 1000, description: 'What held and will hold, by day' })
  readonly editions: readonly EditionDto[];
}

export class CertificationDefinitionListQuery extends ListQuery {
  @Text({ ...code, optional: true })
  readonly code?: string;

  @OneOf(certificationKinds, { optional: true })
  readonly kind?: CertificationKind;

  @OneOf(statuses, { optional: true })
  readonly status?: CertificationDefinitionState['status'];
}

export function editionFrom(terms: TermsDto, from: string): Edition {
  return {
    from,
    families: terms.families ?? [],
    validMonths: terms.validMonths ?? null,
    renewalWindowDays: terms.renewalWindowDays ?? 90,
    prerequisites: terms.prerequisites ?? [],
    evidence: terms.evidence ?? [...evidenceKinds],
    minimumScore: terms.minimumScore ?? null,
  };
}

export function definitionAnswer(row: Saved<CertificationDefinitionState>, today: string): CertificationDefinitionDto {
  const { number: _number, ...definition } = row;
  return { ...definition, current: editionOn(row.editions, today) };
}
