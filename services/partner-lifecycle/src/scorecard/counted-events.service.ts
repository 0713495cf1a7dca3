import {
  certificationEarnedV1,
  certificationExpiredV1,
  certificationExpiringV1,
  certificationRenewedV1,
  certificationRevokedV1,
  dealApprovedV1,
  dealExpiredV1,
  dealLostV1,
  dealRegisteredV1,
  dealRejectedV1,
  dealReopenedV1,
  dealRevokedV1,
  dealWithdrawnV1,
  dealWonV1,
  rewardEarnedV1,
  rewardReversedV1,
  type CertificationV1,
  type DealV1,
  type EventDefinition,
  type ReceivedEvent,
} from '@tributary/contracts';
import type { Fact } from './fact.js';

type Told = Pick<ReceivedEvent, 'subject' | 'sequence' | 'time'>;

interface Counting {
  readonly definition: EventDefinition;
  readonly facts: (event: ReceivedEvent) => readonly Fact[];
}

const day = 86_400_000;

/** What each event adds to a scorecard. Every fact follows from its own event alone, so that no order of arrival matters. */
const countings: readonly Counting[] = [
  // Asked again after a return it is still one registration: the first one stands.
  counting(dealRegisteredV1, (event, { deal }) => {
    const told = ofDeal(event, deal);
    return [
      { ...told, line: 'registration', rank: -told.sequence, figure: 'registered', at: new Date(deal.submittedAt) },
    ];
  }),
  counting(dealApprovedV1, (event, { deal }) => {
    const at = new Date(deal.protection?.from ?? event.time);
    return [
      { ...ofDeal(event, deal), line: 'decision', figure: 'approved', at, lasted: between(deal.submittedAt, at) },
    ];
  }),
  counting(dealRejectedV1, (event, { deal }) => {
    const told = ofDeal(event, deal);
    return [{ ...told, line: 'decision', figure: 'rejected', lasted: between(deal.submittedAt, told.at) }];
  }),
  counting(dealWonV1, (event, { deal, wonValue: value, wonAt }) => {
    const at = new Date(wonAt);
    const lasted = deal.protection === null ? null : between(deal.protection.from, at);
    return [{ ...ofDeal(event, deal), line: 'outcome', figure: 'won', at, value, lasted }];
  }),
  counting(dealLostV1, (event, { deal, lostAt }) => {
    const at = new Date(lostAt);
    return [{ ...ofDeal(event, deal), line: 'outcome', figure: 'lost', at }, ...takenBack(event, deal, at)];
  }),
  counting(dealExpiredV1, (event, { deal, expiredAt }) => [
    { ...ofDeal(event, deal), line: 'outcome', figure: 'expired', at: new Date(expiredAt) },
  ]),
  counting(dealReopenedV1, (event, { deal }) => [{ ...ofDeal(event, deal), line: 'outcome', figure: 'reopened' }]),
  counting(dealWithdrawnV1, (event, { deal }) => [
    { ...ofDeal(event, deal), line: 'outcome', figure: 'withdrawn' },
    ...takenBack(event, deal, new Date(event.time)),
  ]),
  counting(dealRevokedV1, (event, { deal }) => [
    { ...ofDeal(event, deal), line: 'outcome', figure: 'revoked' },
    ...takenBack(event, deal, new Date(event.time)),
  ]),
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

function counting<Data>(
  definition: EventDefinition<Data>,
  facts: (event: Told, data: Data) => readonly Fact[],
): Counting {
  return { definition: definition, facts: (event) => facts(event, event.data as Data) };
}

function toldBy({ subject, sequence, time }: Told) {
  const toldAt = new Date(time);
  const rank = Number(sequence);
  return { subject, sequence: rank, rank, at: toldAt, toldAt, value: null, points: null, lasted: null, until: null };
}

function ofDeal(event: Told, { partnerId, number, value }: DealV1) {
  return { ...toldBy(event), partnerId, number, value };
}

/** A win that did not hold: it leaves the figure of its own period and is shown in the one in which it was taken back. */
function takenBack(event: Told, deal: DealV1, at: Date): readonly Fact[] {
  if (deal.wonValue === null) return [];
  return [{ ...ofDeal(event, deal), line: 'outcome', figure: 'reversed', at, value: deal.wonValue }];
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

function between(from: string, to: Date): number {
  return Math.max(0, to.getTime() - Date.parse(from));
}
