import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { refuseUnfit, scoredFacts, scoredTouches, scoringGroups, type ScoringRules } from './scoring-rule.js';

const rule = z.strictObject({
  id: z.string(),
  group: z.enum(scoringGroups),
  points: z.int(),
  most: z.int().exactOptional(),
  when: z.strictObject({
    fact: z.enum(scoredFacts).exactOptional(),
    oneOf: z.array(z.string()).exactOptional(),
    from: z.int().exactOptional(),
    below: z.int().exactOptional(),
    known: z.boolean().exactOptional(),
    touch: z.enum(scoredTouches).exactOptional(),
    withinDays: z.int().exactOptional(),
  }),
});
const file = z.object({ leadScoring: z.object({ hotFrom: z.int().min(1).max(100), rules: z.array(rule).min(1) }) });

/** The rules that ship with the product are version 1; unfit ones stop the boot. */
export function shippedScoringRules(): ScoringRules {
  const path = join(import.meta.dirname, '../../data/lead-scoring.yaml');
  const { hotFrom, rules } = file.parse(parse(readFileSync(path, 'utf8'))).leadScoring;
  refuseUnfit(rules);
  return { version: 1, hotFrom, rules };
}
