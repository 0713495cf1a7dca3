import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { faultsOf } from './evaluation-model-check.js';
import { EvaluationModel, type EvaluationModelSpec } from './evaluation-model.js';

const weights = z.record(z.string(), z.number().min(0).max(100));
const play = z.object({ name: z.string(), do: z.string(), stopWhen: z.string() });
const criterion = z.object({
  id: z.string(),
  name: z.string(),
  weight: z.number().positive(),
  knockout: z.enum(['finance', 'compliance']).exactOptional(),
  candidate: z.string(),
  active: z.string(),
  anchors: z.array(z.string()),
});
const file = z.object({
  evaluation: z.object({
    id: z.string(),
    version: z.number().int().positive(),
    basis: z.string(),
    threshold: z.number().min(0).max(100),
    veryHighPotential: z.number().min(0).max(100),
    band: z.number().min(0),
    dwellDays: z.number().int().min(0),
    parameters: z.array(
      z.object({
        id: z.enum(['potential', 'interest', 'attractiveness']),
        question: z.string(),
        criteria: z.array(criterion),
      }),
    ),
    overrides: z.record(z.string(), z.object({ potential: weights, interest: weights, attractiveness: weights })),
    plays: z.object({ strategic: play, futuristic: play, transactional: play, ineffective: play }),
  }),
});

/** Reads a criteria file; a file that is unfit to score with stops the boot with everything that is wrong in it. */
export function evaluationModelFrom(yaml: string): EvaluationModel {
  const spec: EvaluationModelSpec = file.parse(parse(yaml)).evaluation;
  const faults = faultsOf(spec);
  if (faults.length > 0) throw new Error(`The evaluation criteria are unfit: ${faults.join('; ')}.`);
  return new EvaluationModel(spec);
}

/** The criteria that ship with the product, two folders up from the source and from the build alike. */
export function shippedEvaluationModel(): EvaluationModel {
  return evaluationModelFrom(readFileSync(join(import.meta.dirname, '../../data/evaluation-criteria.yaml'), 'utf8'));
}
