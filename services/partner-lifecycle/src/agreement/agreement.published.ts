import { agreementExpiringV1, agreementSignedV1, type AgreementV1, type PublishedEvent } from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { AgreementEvent, AgreementState } from './agreement.js';

export function toPublished(agreement: Saved<AgreementState>, event: AgreementEvent): readonly PublishedEvent[] {
  switch (event.type) {
    case 'AgreementSigned': {
      const signedAt = (agreement.signedAt ?? agreement.updatedAt).toISOString();
      const facts = { agreement: publicState(agreement), signedBy: event.signedBy, signedAt };
      return [agreementSignedV1.of(agreement.id, facts)];
    }
    case 'AgreementExpiring': {
      const facts = { agreement: publicState(agreement), daysLeft: event.daysLeft };
      return [agreementExpiringV1.of(agreement.id, facts)];
    }
    case 'AgreementOffered': // private on purpose: what is in force is told by the partner's own events
    case 'AgreementExpired':
    case 'AgreementSuperseded':
    case 'AgreementRevoked':
    case 'AgreementTerminated':
      return [];
  }
}

function publicState(agreement: Saved<AgreementState>): AgreementV1 {
  const { id, number, partnerId, kind, revision, status, effectiveOn, expiresOn } = agreement;
  if (status !== 'signed' || effectiveOn === null) throw new Error('Only a signed agreement is told of.');
  return { id, number, partnerId, kind, version: revision, status, effectiveOn, expiresOn };
}
