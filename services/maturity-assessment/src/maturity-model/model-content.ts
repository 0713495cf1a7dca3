export type Level = 1 | 2 | 3 | 4;
export type AimedAt = 'experience' | 'effectiveness' | 'productivity';

export interface Evidence {
  readonly metric: string;
  readonly measure: string;
  readonly events: readonly string[];
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  /** The values that support level 2, 3 and 4. */
  readonly cuts: readonly number[];
  readonly minSample: number;
  /** The highest level that the figure alone can prove. */
  readonly provesUpTo: Level;
  /** Data that the other services do not produce yet; null if nothing is missing. */
  readonly needs: string | null;
}

export interface Question {
  readonly id: string;
  /** Part of the short form. */
  readonly core: boolean;
  readonly weight: number;
  readonly ask: string;
  /** What is true at each of the four levels. */
  readonly anchors: readonly string[];
  readonly evidence: Evidence;
}

export interface Capability {
  readonly id: string;
  readonly area: string;
  readonly weight: number;
  readonly questions: readonly Question[];
}

export interface Initiative {
  readonly id: string;
  readonly capability: string;
  readonly from: Level;
  readonly to: Level;
  /** Person-weeks. */
  readonly effort: number;
  readonly weeks: number;
  readonly requires: readonly string[];
  readonly outcome: AimedAt;
  readonly name: string;
  readonly kpi: { readonly metric: string; readonly effect: string; readonly afterMonths: number };
}

export interface ModelContent {
  readonly key: string;
  readonly release: number;
  readonly basis: string;
  readonly levels: readonly { readonly level: Level; readonly name: string; readonly meaning: string }[];
  /** The least score of a capability that a level asks for, beside the means. */
  readonly gates: readonly { readonly level: Level; readonly capability: string; readonly atLeast: number }[];
  readonly areas: readonly { readonly id: string; readonly weight: number }[];
  readonly capabilities: readonly Capability[];
  readonly initiatives: readonly Initiative[];
}

/** Everything that makes a model unfit to assess with; empty if it is fit. */
export function faultsOf(model: ModelContent): string[] {
  const capabilities = new Set(model.capabilities.map(({ id }) => id));
  const areas = new Set(model.areas.map(({ id }) => id));
  const questions = model.capabilities.flatMap((capability) => capability.questions);
  return [
    ...repeated(
      'level',
      model.levels.map(({ level }) => String(level)),
    ),
    ...repeated(
      'area',
      model.areas.map(({ id }) => id),
    ),
    ...repeated(
      'capability',
      model.capabilities.map(({ id }) => id),
    ),
    ...repeated(
      'question',
      questions.map(({ id }) => id),
    ),
    ...repeated(
      'initiative',
      model.initiatives.map(({ id }) => id),
    ),
    ...notHundred('the areas', model.areas),
    ...model.areas.flatMap(({ id }) =>
      notHundred(
        `area ${id}`,
        model.capabilities.filter(({ area }) => area === id),
      ),
    ),
    ...model.capabilities.flatMap(({ id, questions: own }) => notHundred(`capability ${id}`, own)),
    ...model.capabilities
      .filter(({ area }) => !areas.has(area))
      .map(({ id, area }) => `capability ${id} stands in an unknown area ${area}`),
    ...model.gates
      .filter(({ capability }) => !capabilities.has(capability))
      .map(({ capability }) => `a gate names an unknown capability ${capability}`),
    ...questions.filter(({ anchors }) => anchors.length !== 4).map(({ id }) => `question ${id} has no four anchors`),
    ...questions
      .filter(({ evidence }) => !ordered(evidence))
      .map(({ id }) => `the cuts of question ${id} are out of order`),
    ...initiativeFaults(model.initiatives, capabilities),
  ];
}

function initiativeFaults(initiatives: readonly Initiative[], capabilities: ReadonlySet<string>): string[] {
  const known = new Map(initiatives.map((initiative) => [initiative.id, initiative]));
  return initiatives.flatMap((initiative) => [
    ...(capabilities.has(initiative.capability)
      ? []
      : [`initiative ${initiative.id} lifts an unknown capability ${initiative.capability}`]),
    ...(initiative.to > initiative.from ? [] : [`initiative ${initiative.id} lifts nothing`]),
    ...initiative.requires
      .filter((id) => !known.has(id))
      .map((id) => `initiative ${initiative.id} requires an unknown ${id}`),
    ...(needsItself(initiative.id, known) ? [`initiative ${initiative.id} requires itself in the end`] : []),
  ]);
}

function needsItself(id: string, known: ReadonlyMap<string, Initiative>): boolean {
  const seen = new Set<string>();
  const open = [...(known.get(id)?.requires ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === id) return true;
    if (!seen.has(next)) open.push(...(known.get(next)?.requires ?? []));
    seen.add(next);
  }
  return false;
}

function repeated(noun: string, ids: readonly string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${noun} ${id} is there twice`);
}

function notHundred(of: string, parts: readonly { readonly weight: number }[]): string[] {
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  return sum === 100 ? [] : [`the weights of ${of} sum to ${sum}, not 100`];
}

function ordered({ better, cuts }: Evidence): boolean {
  const sign = better === 'higher' ? 1 : -1;
  return cuts.length === 3 && cuts.every((cut, index) => index === 0 || (cut - cuts[index - 1]!) * sign > 0);
}
