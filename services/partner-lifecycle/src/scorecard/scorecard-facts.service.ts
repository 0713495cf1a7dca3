import type { Fact } from './fact.js';

/** The table that is read, and the one that a rebuild fills beside it. */
export type FactTable = 'scorecard_fact' | 'scorecard_fact_fresh';

/** Adds facts to the set; one that is in it already changes nothing. */
export function insertFacts(table: FactTable): string {
  return `
    INSERT INTO ${table} (subject, line, rank, figure, sequence, partner_id, number, at, told_at, recorded_at, amount, currency, points, lasted_ms, until)
    SELECT subject, line, rank, figure, sequence, partner_id, number, at, told_at, $15::timestamptz, amount, currency, points, lasted_ms, until
      FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::uuid[], $7::text[], $8::timestamptz[], $9::timestamptz[],
                  $10::numeric[], $11::text[], $12::bigint[], $13::bigint[], $14::timestamptz[])
        AS fact(subject, line, rank, figure, sequence, partner_id, number, at, told_at, amount, currency, points, lasted_ms, until)
     ORDER BY subject, line, rank, figure ON CONFLICT DO NOTHING`;
}

export function factParameters(facts: readonly Fact[], recordedAt: Date): unknown[] {
  const column = <T>(value: (fact: Fact) => T): T[] => facts.map(value);
  return [
    column(({ subject }) => subject),
    column(({ line }) => line),
    column(({ rank }) => rank),
    column(({ figure }) => figure),
    column(({ sequence }) => sequence),
    column(({ partnerId }) => partnerId),
    column(({ number }) => number),
    column(({ at }) => at.toISOString()),
    column(({ toldAt }) => toldAt.toISOString()),
    column(({ value }) => value?.amount ?? null),
    column(({ value }) => value?.currency ?? null),
    column(({ points }) => points),
    column(({ lasted }) => lasted),
    column(({ until }) => until?.toISOString() ?? null),
    recordedAt.toISOString(),
  ];
}

/** Opens the scorecards of the periods in which facts lie. */
export const openScorecards = 'SELECT open_scorecards($1::uuid[], $2::timestamptz[])';

export function openingParameters(facts: readonly Pick<Fact, 'partnerId' | 'at'>[]): unknown[] {
  const ofPartners = facts.filter(({ partnerId }) => partnerId !== null);
  return [ofPartners.map(({ partnerId }) => partnerId), ofPartners.map(({ at }) => at.toISOString())];
}
