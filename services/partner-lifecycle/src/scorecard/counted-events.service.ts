import {
  certificationEarnedV1,
  certificationExpiredV1,
  certificationExpiringV1,
  certificationRenewedV1,
  certificationRevokedV1,
  dealRegisteredV1,
  opportunityImportedV1,
  opportunityLostV1,
  opportunityWonV1,
  rewardEarnedV1,
  rewardReversedV1,
  type CertificationV1,
  type EventDefinition,
  type OpportunityV1,
  type ReceivedEvent,
} from '@tributary/contracts';
import { counting, toldBy, type Counting, type Told } from './counting.service.js';
import { dealCountings } from './deal-countings.service.js';
import type { Fact } from './fact.js';

const day = 86_400_000;

const countings: readonly Counting[] = [
  ...dealCountings,
  counting(opportunityImportedV1, (event, { opportunity }) => ofImport(event, opportunity)),
  counting(opportunityWonV1, (event, { opportunity }) => ofImport(event, opportunity)),
  counting(opportunityLostV1, (event, { opportunity }) => ofImport(event, opportunity)),
  counting(certificationEarnedV1, (event, { certification }) => [
    ofCertification(event, certification, certification.earnedAt),
  ]),
  counting(certificationExpiringV1, (event, { certification }) => [ofCertification(event, certification)]),
  counting(certificationExpiredV1, (event, { certification }) => [ofCertification(event, certification)]),
  counting(certificationRenewedV1, (event, { certification, renewedAt }) => [
    ofCertification(event, certification, renewedAt),
  ]),
  counting(certificationRevokedV1, (event, { certification, revokedAt }) => [
    ofCertification(event, certification, revokedAt),
  ]),
  counting(rewardEarnedV1, (event, { rewardAccount: { partnerId }, points, reason: { number } }) => {
    const told = toldBy(event);
    return [
      { ...told, partnerId, number, line: `points:${told.sequence}`, figure: 'pointsEarned', points: Number(points) },
    ];
  }),
  counting(rewardReversedV1, (event, { rewardAccount: { partnerId }, points, reason: { number } }) => {
    const told = toldBy(event);
    return [
      { ...told, partnerId, number, line: `points:${told.sequence}`, figure: 'pointsReversed', points: Number(points) },
    ];
  }),
];
const byType = new Map(countings.map((one) => [one.definition.type, one]));

const lines: ReadonlyMap<string, readonly string[]> = new Map([
  [dealRegisteredV1.topic, ['registration', 'decision', 'outcome']],
  [opportunityImportedV1.topic, ['import']],
  [certificationEarnedV1.topic, ['certification']],
  [rewardEarnedV1.topic, ['points']],
]);

/** Every event that scorecards are made of. */
export const countedEvents: readonly EventDefinition[] = countings.map(({ definition }) => definition);

/** The first word of the lines that a topic's events add to. */
export function linesOf(topic: string): readonly string[] {
  return lines.get(topic) ?? [];
}

export function factsOf(event: ReceivedEvent): readonly Fact[] {
  return byType.get(event.type)?.facts(event) ?? [];
}

/** Business that was brought over, as often as its system corrects it; what comes about here is told by its registration. */
function ofImport(event: Told, opportunity: OpportunityV1): readonly Fact[] {
  const { source, status, parties, number, value, closedAt } = opportunity;
  const partnerId = parties.find(({ role }) => role === 'resells')?.partnerId ?? null;
  if (source !== 'imported') return [];
  const at = new Date(closedAt ?? event.time);
  const figure = status === 'won' ? 'importedWon' : 'notWon';
  return [{ ...toldBy(event), partnerId, number, value, line: 'import', figure, at }];
}

function ofCertification(event: Told, certification: CertificationV1, at: string = event.time): Fact {
  const { partnerId, number, status, validUntil } = certification;
  const counts = status === 'active' || status === 'expiring';
  return {
    ...toldBy(event),
    partnerId,
    number,
    line: 'certification',
    figure: counts ? 'certifications' : 'uncertified',
    at: new Date(at),
    until: validUntil === null ? null : new Date(Date.parse(validUntil) + day),
  };
}
