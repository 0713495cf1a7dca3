import type { ServiceRequestKind } from '../service-request/service-request-state.js';

/** Somebody of the vendor's who takes requests. No kinds or no families means all of them. */
export interface ServiceAgent {
  readonly subject: string;
  readonly kinds: readonly ServiceRequestKind[];
  readonly families: readonly string[];
  /** Open requests at most. */
  readonly capacity: number;
  readonly available: boolean;
}

export interface AgentLoad extends ServiceAgent {
  readonly open: number;
}

export interface Choice {
  readonly to: string;
  readonly explanation: readonly string[];
}

/** Who takes a request: of those that are there, take such requests and have room, a specialist of the family before others, then who has least to do. */
export function chooseAgent(
  agents: readonly AgentLoad[],
  asked: { readonly kind: ServiceRequestKind; readonly family: string | null },
): Choice | null {
  const { kind, family } = asked;
  const present = agents.filter(({ available }) => available);
  const fit = present.filter((agent) => takes(agent, kind, family));
  const free = fit.filter(({ open, capacity }) => open < capacity);
  const [best] = [...free].sort(
    (one, other) =>
      Number(isSpecialist(other, family)) - Number(isSpecialist(one, family)) ||
      one.open - other.open ||
      (one.subject < other.subject ? -1 : 1),
  );
  if (best === undefined) return null;
  const what = family === null ? `${kind} requests` : `${kind} requests for ${family}`;
  return {
    to: best.subject,
    explanation: [
      `${fit.length} of ${present.length} people who are there take ${what}; ${free.length} of them have room.`,
      ...(isSpecialist(best, family) ? [`${best.subject} is a specialist for ${family}.`] : []),
      `${best.subject} has ${best.open} open ${best.open === 1 ? 'request' : 'requests'}, the fewest of those in question.`,
    ],
  };
}

function takes({ kinds, families }: AgentLoad, kind: ServiceRequestKind, family: string | null): boolean {
  return (
    (kinds.length === 0 || kinds.includes(kind)) &&
    (families.length === 0 || family === null || families.includes(family))
  );
}

function isSpecialist({ families }: AgentLoad, family: string | null): boolean {
  return family !== null && families.includes(family);
}
