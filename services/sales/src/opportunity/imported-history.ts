import { Money, RuleViolation, type Fault } from '@tributary/kernel';
import type { OpportunityState, Party } from './opportunity-state.js';
import type { Pipeline, Stage } from './stage.js';

/** Business as another system tells it. Its days are facts: what it does not tell is null, and nothing is made up. */
export interface ImportedHistory extends Pick<
  OpportunityState,
  | 'name'
  | 'partnerId'
  | 'territory'
  | 'customer'
  | 'identity'
  | 'lines'
  | 'value'
  | 'expectedCloseOn'
  | 'nextStep'
  | 'ownedBy'
  | 'lossReason'
  | 'closedAt'
  | 'externalIds'
> {
  readonly openedAt: Date | null;
  readonly stage: string;
  /** The stage in which it was until it was closed. */
  readonly closedFrom: string | null;
}

type Told = Omit<
  OpportunityState,
  'id' | 'source' | 'dealRegistrationId' | 'leadId' | 'distributorId' | 'hiddenFromDistributor' | 'competitors'
>;

/** What a history says about an opportunity that was opened at `openedAt`; refused if it contradicts itself. */
export function toldBy(history: ImportedHistory, pipeline: Pipeline, openedAt: Date, now: Date): Told {
  const { stage: code, closedFrom, closedAt, partnerId, ...told } = history;
  const stage = pipeline.stages.find((one) => one.code === code);
  const before = pipeline.stages.find((one) => one.code === closedFrom && one.outcome === null);
  if (stage === undefined || (closedFrom !== null && before === undefined)) {
    const unknown = stage === undefined ? code : closedFrom;
    throw new RuleViolation('UNKNOWN_STAGE', `Pipeline ${pipeline.code} has no such stage "${unknown}".`);
  }
  refuseContradictions(stage, openedAt, closedAt, now);
  if (
    stage.outcome === 'won' &&
    (told.lines.length === 0 || Money.from(told.value).compare(Money.zero(told.value.currency)) <= 0)
  )
    throw new RuleViolation('WIN_NEEDS_LINES', 'A win has an amount and lines.');
  return {
    ...told,
    partnerId,
    parties: partiesOf(partnerId),
    openedAt,
    closedAt,
    status: stage.outcome ?? 'open',
    pipeline: pipeline.code,
    stage: { code: stage.code, name: stage.name, probability: stage.probability },
    forecastCategory: stage.forecastCategory,
    stages: visits(stage, before, openedAt, closedAt),
  };
}

function refuseContradictions(stage: Stage, openedAt: Date, closedAt: Date | null, now: Date): void {
  const errors: Fault[] = [];
  const fault = (field: string, code: string, detail: string) => errors.push({ pointer: `/${field}`, code, detail });
  if (stage.outcome !== null && closedAt === null)
    fault('closedOn', 'REQUIRED', 'What is won or lost was closed on a day.');
  if (stage.outcome === null && closedAt !== null) fault('closedOn', 'NOT_CLOSED', 'What is open was not closed.');
  if (closedAt !== null && closedAt < openedAt)
    fault('closedOn', 'BEFORE_OPENED', 'It was closed before it was opened.');
  if (openedAt > now) fault('openedOn', 'IN_THE_FUTURE', 'History lies in the past.');
  if (closedAt !== null && closedAt > now) fault('closedOn', 'IN_THE_FUTURE', 'History lies in the past.');
  if (errors.length > 0) throw new RuleViolation('HISTORY_CONTRADICTS_ITSELF', errors[0]!.detail, { errors });
}

function visits(
  stage: Stage,
  before: Stage | undefined,
  openedAt: Date,
  closedAt: Date | null,
): OpportunityState['stages'] {
  const enteredAt = openedAt.toISOString();
  if (closedAt === null) return [{ stage: stage.code, enteredAt, leftAt: null }];
  const leftAt = closedAt.toISOString();
  const end = { stage: stage.code, enteredAt: leftAt, leftAt };
  return before === undefined ? [end] : [{ stage: before.code, enteredAt, leftAt }, end];
}

function partiesOf(partnerId: string | null): Party[] {
  return partnerId === null ? [] : [{ partnerId, role: 'resells', split: '100' }];
}
