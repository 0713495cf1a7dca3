import { Day, Flag, OneOf, Text } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import type { CertificationKind } from '../certification-definition/certification-definition.js';
import { isValidOn } from './certification.dto.js';
import { certificationKinds, type CertificationState } from './certification.js';

export class VerificationDto {
  @Text({ max: 40, example: 'CT-2026-000001' })
  readonly number: string;

  @Text({ max: 64, example: 'GTX-SALES' })
  readonly definition: string;

  @Text({ max: 200, example: 'GTX sales specialist' })
  readonly name: string;

  @OneOf(certificationKinds)
  readonly kind: CertificationKind;

  @Flag({ example: true, description: 'Whether it counts today' })
  readonly isValid: boolean;

  @OneOf(['valid', 'expired', 'revoked'])
  readonly status: 'valid' | 'expired' | 'revoked';

  @Day()
  readonly earnedOn: string;

  @Day({ nullable: true, description: 'The last day; null = without end' })
  readonly validUntil: string | null;
}

export function verificationAnswer(row: Saved<CertificationState>, today: string): VerificationDto {
  const isValid = isValidOn(row, today);
  return {
    number: row.number ?? '',
    definition: row.definitionCode,
    name: row.definitionName,
    kind: row.kind,
    isValid,
    status: isValid ? 'valid' : row.status === 'revoked' ? 'revoked' : 'expired',
    earnedOn: row.earnedAt.toISOString().slice(0, 10),
    validUntil: row.validUntil,
  };
}
