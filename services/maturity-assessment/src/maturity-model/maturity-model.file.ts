import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { faultsOf } from './model-check.js';
import type { ModelContent } from './model-content.js';

const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const weight = z.number().positive();
const evidence = z.object({
  metric: z.string(),
  measure: z.string(),
  events: z.array(z.string()),
  unit: z.string(),
  better: z.enum(['higher', 'lower']),
  cuts: z.array(z.number().transform(String)),
  minSample: z.number().int().min(1),
  provesUpTo: level,
  needs: z.string().nullable().default(null),
});
const question = z.object({
  id: z.string(),
  core: z.boolean(),
  weight,
  ask: z.string(),
  anchors: z.array(z.string()),
  evidence,
});
const file = z.object({
  model: z.object({
    id: z.string(),
    version: z.number().int().positive(),
    basis: z.string(),
    levels: z.record(z.string(), z.object({ name: z.string(), meaning: z.string() })),
    gates: z.record(z.string(), z.record(z.string(), z.number().transform(String))),
    areas: z.array(z.object({ id: z.string(), weight })),
    capabilities: z.array(
      z.object({
        id: z.string(),
        area: z.string(),
        weight,
        proposed: z.boolean().default(false),
        questions: z.array(question),
      }),
    ),
  }),
  initiatives: z.array(
    z.object({
      id: z.string(),
      capability: z.string(),
      from: level,
      to: level,
      effort: weight,
      weeks: weight,
      requires: z.array(z.string()),
      outcome: z.enum(['experience', 'effectiveness', 'productivity']),
      name: z.string(),
      kpi: z.object({ metric: z.string(), effect: z.string(), after: z.number() }),
    }),
  ),
});

/** Reads a model out of the YAML blocks of a Markdown file; what is unfit to assess with stops with everything that is wrong. */
export function modelFrom(markdown: string): ModelContent {
  const yaml = [...markdown.matchAll(/^```yaml\n([^]*?)^```/gm)].map(([, block]) => block).join('\n');
  const { model, initiatives } = file.parse(parse(yaml));
  const content: ModelContent = {
    key: model.id,
    release: model.version,
    basis: model.basis,
    levels: Object.entries(model.levels).map(([number, meaning]) => ({
      level: level.parse(Number(number)),
      ...meaning,
    })),
    gates: Object.entries(model.gates).flatMap(([number, gates]) =>
      Object.entries(gates).map(([capability, atLeast]) => ({
        level: level.parse(Number(number)),
        capability,
        atLeast,
      })),
    ),
    areas: model.areas,
    capabilities: model.capabilities,
    initiatives: initiatives.map(({ kpi: { after, ...kpi }, ...rest }) => ({
      ...rest,
      kpi: { ...kpi, afterMonths: after },
    })),
  };
  const faults = faultsOf(content);
  if (faults.length > 0) throw new Error(`The maturity model is unfit: ${faults.join('; ')}.`);
  return content;
}

/** The model that ships with the product, two folders up from the source and from the build alike. */
export function shippedModel(): ModelContent {
  return modelFrom(readFileSync(join(import.meta.dirname, '../../data/maturity-model.md'), 'utf8'));
}
