import { RuleViolation } from '@tributary/kernel';

export const priorities = ['critical', 'high', 'normal', 'low'] as const;
export type Priority = (typeof priorities)[number];
export const grades = ['high', 'medium', 'low'] as const;
export type Grade = (typeof grades)[number];

/** In business minutes. `tier` null holds for every tier that no target of its own names. */
export interface ServiceTarget {
  readonly priority: Priority;
  readonly tier: string | null;
  readonly firstResponseMinutes: number;
  readonly resolutionMinutes: number;
}

export interface ServiceLevelTerms {
  /** Impact, then urgency. */
  readonly matrix: Readonly<Record<Grade, Readonly<Record<Grade, Priority>>>>;
  readonly targets: readonly ServiceTarget[];
  /** Days after the resolution for which a request may be reopened, and after which it closes by itself. */
  readonly reopenDays: number;
  readonly autoCloseDays: number;
}

/** What is promised to partners from a date on; a version is never changed, and a request keeps the one that it was opened under. */
export interface ServiceLevelVersion extends ServiceLevelTerms {
  readonly version: number;
  readonly effectiveFrom: Date;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export function targetFor(terms: ServiceLevelTerms, impact: Grade, urgency: Grade, tier: string): ServiceTarget {
  const priority = terms.matrix[impact][urgency];
  const ofPriority = terms.targets.filter((target) => target.priority === priority);
  return ofPriority.find((target) => target.tier === tier) ?? ofPriority.find((target) => target.tier === null)!;
}

export function mustHold(terms: ServiceLevelTerms): void {
  for (const priority of priorities) {
    if (!terms.targets.some((target) => target.priority === priority && target.tier === null))
      throw new RuleViolation('TARGET_MISSING', `Priority ${priority} needs a target for every tier.`);
  }
  const named = terms.targets.map(({ priority, tier }) => `${priority} ${tier}`);
  if (new Set(named).size < named.length)
    throw new RuleViolation('TARGET_TWICE', 'A priority and tier have one target.');
  if (terms.targets.some(({ firstResponseMinutes, resolutionMinutes }) => firstResponseMinutes > resolutionMinutes))
    throw new RuleViolation('RESPONSE_AFTER_RESOLUTION', 'The first response is due before the resolution.');
}

/** Promises are not changed behind anybody's back. */
export function mustFollow(previous: Date, effectiveFrom: Date, now: Date): void {
  if (effectiveFrom < now || effectiveFrom <= previous)
    throw new RuleViolation('LEVEL_NOT_RETROACTIVE', 'A version holds from now or later on, after every other one.');
}
