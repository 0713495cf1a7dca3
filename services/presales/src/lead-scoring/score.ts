import type { LeadFacts, Scored } from '../lead/lead-state.js';
import type { ScoredFact, ScoringCondition, ScoringRule, ScoringRules } from './scoring-rule.js';

/** What is scored: what the lead says, and what became known with it. */
export interface Scorable extends Pick<LeadFacts, 'segment' | 'families' | 'company' | 'touches'> {
  readonly territory: string | null;
  readonly contributedBy: string | null;
}

const day = 86_400_000;

/** 0 to 100 with what each rule gave; what the rules give beyond 100 is shown and does not count. */
export function scoreOf({ version, hotFrom, rules }: ScoringRules, lead: Scorable, now: Date): Scored {
  const contributions = rules.flatMap((rule) => contributionOf(rule, lead, now) ?? []);
  const sum = contributions.reduce((total, { points }) => total + points, 0);
  const score = Math.max(0, Math.min(100, sum));
  return { score, hot: score >= hotFrom, scoring: { version, contributions } };
}

function contributionOf(
  rule: ScoringRule,
  lead: Scorable,
  now: Date,
): Scored['scoring']['contributions'][number] | null {
  const { id, points, most = points, when } = rule;
  if (when.touch !== undefined) {
    const since = now.getTime() - (when.withinDays ?? 0) * day;
    const count = lead.touches.filter(({ kind, at }) => kind === when.touch && Date.parse(at) >= since).length;
    if (count === 0) return null;
    const times = `${count} in ${when.withinDays} days`;
    return { rule: id, points: Math.min(most, points * count), because: `${when.touch}: ${times}` };
  }
  const value = factOf(when.fact!, lead);
  return holds(when, value) ? { rule: id, points, because: `${when.fact!}: ${said(value)}` } : null;
}

function factOf(fact: ScoredFact, lead: Scorable): unknown {
  const { segment, families, territory, contributedBy, company } = lead;
  return { segment, families, territory, contributedBy, domain: company.domain, employees: company.employees }[fact];
}

function holds({ oneOf, from, below, known }: ScoringCondition, value: unknown): boolean {
  const values: unknown[] = Array.isArray(value) ? value : value === null ? [] : [value];
  if (known === true) return values.length > 0;
  if (oneOf !== undefined) return values.some((each) => oneOf.includes(String(each)));
  return values.some((each) => Number(each) >= (from ?? -Infinity) && Number(each) < (below ?? Infinity));
}

function said(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
