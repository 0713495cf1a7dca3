import type { Evidence, Gate, Initiative, ModelContent } from './model-content.js';

const decimal = /^-?\d{1,9}(\.\d{1,6})?$/;

/** Everything that makes a model unfit to assess with; empty if it is fit. */
export function faultsOf(model: ModelContent): string[] {
  const capabilities = new Set(model.capabilities.map(({ id }) => id));
  const areas = new Set(model.areas.map(({ id }) => id));
  const questions = model.capabilities.flatMap((capability) => capability.questions);
  return [
    ...([1, 2, 3, 4] as const)
      .filter((level) => !model.levels.some((described) => described.level === level))
      .map((level) => `level ${level} is not described`),
    ...repeated('level', model.levels.map(numbered)),
    ...repeated('area', model.areas),
    ...repeated('capability', model.capabilities),
    ...repeated('question', questions),
    ...repeated('initiative', model.initiatives),
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
    ...model.capabilities
      .filter(({ questions: own }) => !own.some(({ core }) => core))
      .map(({ id }) => `capability ${id} has no core question`),
    ...gateFaults(model.gates, capabilities),
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

function gateFaults(gates: readonly Gate[], capabilities: ReadonlySet<string>): string[] {
  return [
    ...gates
      .filter(({ capability }) => !capabilities.has(capability))
      .map(({ capability }) => `a gate names an unknown capability ${capability}`),
    ...gates
      .filter(({ atLeast }) => !decimal.test(atLeast) || Number(atLeast) < 1 || Number(atLeast) > 4)
      .map(({ capability, atLeast }) => `the gate on ${capability} asks for ${atLeast}, which is no score`),
    ...repeated(
      'gate',
      gates.map(({ level, capability }) => ({ id: `on ${capability} for level ${level}` })),
    ),
  ];
}

const numbered = ({ level }: { readonly level: number }): { id: string } => ({ id: String(level) });

function repeated(noun: string, named: readonly { readonly id: string }[]): string[] {
  const ids = named.map(({ id }) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${noun} ${id} is there twice`);
}

function notHundred(of: string, parts: readonly { readonly weight: number }[]): string[] {
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  return sum === 100 ? [] : [`the weights of ${of} sum to ${sum}, not 100`];
}

function ordered({ better, cuts }: Evidence): boolean {
  const sign = better === 'higher' ? 1 : -1;
  const values = cuts.map(Number);
  return (
    cuts.length === 3 &&
    cuts.every((cut) => decimal.test(cut)) &&
    values.every((cut, index) => index === 0 || (cut - values[index - 1]!) * sign > 0)
  );
}
