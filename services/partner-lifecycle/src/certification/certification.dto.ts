import {
  Day,
  Flag,
  Instant,
  ListOf,
  ListQuery,
  Nested,
  NumberedRepresentation,
  OneOf,
  Text,
  Uuid,
  Whole,
} from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import type { CertificationKind } from '../certification-definition/certification-definition.js';
import type { EvidenceKind } from '../certification-definition/edition.js';
import {
  certificationKinds,
  certificationStatuses,
  revocationCauses,
  type CertificationState,
  type CertificationStatus,
  type RevocationCause,
} from './certification.js';
import { countsOn, evidenceKinds } from './evidence.js';

const code = { max: 64, example: 'GTX-SALES' } as const;
const causes = [...revocationCauses, 'holder_left'] as const;

export class CertificationListQuery extends ListQuery {
  @Uuid({ optional: true })
  readonly partnerId?: string;

  @Uuid({ optional: true, description: 'The partner user who holds it' })
  readonly userId?: string;

  @Text({ ...code, optional: true, description: 'Code of the definition' })
  readonly definition?: string;

  @OneOf(certificationKinds, { optional: true })
  readonly kind?: CertificationKind;

  @OneOf(certificationStatuses, { optional: true })
  readonly status?: CertificationStatus;

  @Day({ optional: true, example: '2099-12-31', description: 'Only what still counts and ends on this day or earlier' })
  readonly endsUntil?: string;
}

export class ProofDto {
  @OneOf(evidenceKinds, { example: 'exam' })
  readonly kind: EvidenceKind;

  @Whole({ max: 100, optional: true, nullable: true, example: 88, description: 'In percent' })
  readonly score?: number | null;

  @Text({ max: 200, optional: true, nullable: true, example: 'EX-4711', description: 'What the record is called' })
  readonly reference?: string | null;

  @Instant({ optional: true, description: 'When it was done; now unless told' })
  readonly at?: Date;
}

export class EarnCertificationDto {
  @Uuid({ description: 'The partner user who earned it' })
  readonly userId: string;

  @Text({ ...code, description: 'Code of the definition' })
  readonly definition: string;

  @Nested(() => ProofDto)
  readonly evidence: ProofDto;
}

export class RenewCertificationDto {
  @Nested(() => ProofDto)
  readonly evidence: ProofDto;
}

export class RevokeCertificationDto {
  @OneOf(revocationCauses)
  readonly cause: RevocationCause;

  @Text({ max: 400, example: 'The exam was sat by somebody else' })
  readonly reason: string;
}

export class EvidenceDto {
  @OneOf(evidenceKinds)
  readonly kind: EvidenceKind;

  @Whole({ max: 100, nullable: true, example: 88 })
  readonly score: number | null;

  @Text({ max: 200, nullable: true, example: 'EX-4711' })
  readonly reference: string | null;

  @Text({ max: 64, nullable: true, example: null, description: 'The outside learning system that told of it' })
  readonly system: string | null;

  @Instant()
  readonly at: string;
}

export class RevocationDto {
  @OneOf(causes)
  readonly cause: RevocationCause;

  @Text({ max: 400, example: 'Has left the company' })
  readonly reason: string;

  @Text({ max: 200, example: 'channel-manager' })
  readonly revokedBy: string;

  @Instant()
  readonly revokedAt: string;
}

export class DefinitionOfCertificationDto {
  @Uuid()
  readonly id: string;

  @Text(code)
  readonly code: string;

  @Text({ max: 200, example: 'GTX sales specialist' })
  readonly name: string;

  @OneOf(certificationKinds)
  readonly kind: CertificationKind;
}

export class CertificationDto extends NumberedRepresentation {
  @Nested(() => DefinitionOfCertificationDto)
  readonly definition: DefinitionOfCertificationDto;

  @ListOf('string', { max: 100, example: ['GTX'], description: 'Codes of the product families that it opens' })
  readonly families: readonly string[];

  @Uuid()
  readonly partnerId: string;

  @Uuid({ description: 'The partner user who holds it' })
  readonly userId: string;

  @OneOf(certificationStatuses)
  readonly status: CertificationStatus;

  @Flag({ example: true, description: 'Whether it counts today, whatever `status` says so far' })
  readonly counts: boolean;

  @Instant()
  readonly earnedAt: Date;

  @Day({ nullable: true, description: 'The last day on which it counts; null = without end' })
  readonly validUntil: string | null;

  @Day({ nullable: true, description: 'The first day on which it may be renewed' })
  readonly renewableFrom: string | null;

  @ListOf(() => EvidenceDto, { max: 1000, description: 'The first earned it, each further one renewed it' })
  readonly evidence: readonly EvidenceDto[];

  @Nested(() => RevocationDto, { nullable: true })
  readonly revocation: RevocationDto | null;
}

export function isValidOn(certification: CertificationState, day: string): boolean {
  const { status, earnedAt, validUntil } = certification;
  return countsOn({ status, earnedOn: earnedAt.toISOString().slice(0, 10), validUntil }, day);
}

export function certificationAnswer(row: Saved<CertificationState>, today: string): CertificationDto {
  const { definitionId, definitionCode, definitionName, kind, noticesGiven: _notices, dueAt: _due, ...rest } = row;
  const definition = { id: definitionId, code: definitionCode, name: definitionName, kind };
  return { ...rest, definition, counts: isValidOn(row, today) };
}
