import {
  certificationEarnedV1,
  certificationExpiredV1,
  certificationExpiringV1,
  certificationRenewedV1,
  certificationRevokedV1,
  type CertificationV1,
  type PublishedEvent,
} from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { CertificationEvent, CertificationState } from './certification.js';

export function toPublished(saved: Saved<CertificationState>, event: CertificationEvent): readonly PublishedEvent[] {
  const { id } = saved;
  const certification = publicState(saved);
  switch (event.type) {
    case 'CertificationEarned':
      return [certificationEarnedV1.of(id, { certification, evidence: event.evidence.kind })];
    case 'CertificationExpiring':
      return [certificationExpiringV1.of(id, { certification, daysLeft: event.daysLeft })];
    case 'CertificationExpired':
      return [certificationExpiredV1.of(id, { certification })];
    case 'CertificationRenewed': {
      const { previousValidUntil } = event;
      return [certificationRenewedV1.of(id, { certification, previousValidUntil, renewedAt: event.evidence.at })];
    }
    case 'CertificationRevoked': {
      const revokedAt = saved.revocation?.revokedAt ?? saved.updatedAt.toISOString();
      return [certificationRevokedV1.of(id, { certification, cause: event.cause, revokedAt })];
    }
  }
}

function publicState(certification: Saved<CertificationState>): CertificationV1 {
  const { id, number, partnerId, userId, status, validUntil, kind } = certification;
  const { definitionId, definitionCode: code, definitionName: name } = certification;
  return {
    ...{ id, number, partnerId, userId, status, validUntil },
    definition: { id: definitionId, code, name, kind },
    families: [...certification.families],
    earnedAt: certification.earnedAt.toISOString(),
  };
}
