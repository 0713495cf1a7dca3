import {
  dealApprovedV1,
  dealExpiredV1,
  dealLostV1,
  dealRegisteredV1,
  dealRejectedV1,
  dealReopenedV1,
  dealRevokedV1,
  dealWithdrawnV1,
  dealWonV1,
  type DealV1,
} from '@tributary/contracts';
import { counting, toldBy, type Counting, type Told } from './counting.service.js';
import type { Fact } from './fact.js';

/** What happens to a deal registration. Every fact follows from its own event alone, so that no order of arrival matters. */
export const dealCountings: readonly Counting[] = [
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
];

function ofDeal(event: Told, { partnerId, number, value }: DealV1) {
  return { ...toldBy(event), partnerId, number, value };
}

/** A win that did not hold: it leaves the figure of its own period and is shown in the one in which it was taken back. */
function takenBack(event: Told, deal: DealV1, at: Date): readonly Fact[] {
  if (deal.wonValue === null) return [];
  return [{ ...ofDeal(event, deal), line: 'outcome', figure: 'reversed', at, value: deal.wonValue }];
}

function between(from: string, to: Date): number {
  return Math.max(0, to.getTime() - Date.parse(from));
}
