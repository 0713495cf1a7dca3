import { Unavailable } from '@tributary/kernel';

/** No later attempt can succeed: the event goes to the dead letters at once. Handlers may throw it too. */
export class PermanentFailure extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'PermanentFailure';
  }
}

/**
 * What to do about an error: `infrastructure` passes by itself and says nothing about the event, so everything waits;
 * `permanent` never passes; all else may be the event's own fault, so its key is set aside.
 */
export type FailureKind = 'infrastructure' | 'permanent' | 'business';

// Connection, resources, server stopping, serialization, deadlock, lock wait. Not 57014: a statement that is too slow is this event's affair.
const passingStates = /^(?:08...|53...|57P..|58...|40001|40P01|55P03|25P03)$/;
const passingCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const brokenConnection =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|client was closed/i;

/** Two transactions were in each other's way: smaller ones may pass. */
export function isContention(error: unknown): boolean {
  return ['40001', '40P01', '55P03'].includes(String(stateOf(error)));
}

export function kindOf(error: unknown): FailureKind {
  if (error instanceof PermanentFailure) return 'permanent';
  const code = stateOf(error);
  if (code === '57014') return 'business';
  if (error instanceof Unavailable) return 'infrastructure';
  if (typeof code === 'string' && (passingStates.test(code) || passingCodes.has(code))) return 'infrastructure';
  if (error instanceof AggregateError)
    return error.errors.some((each) => kindOf(each) === 'infrastructure') ? 'infrastructure' : 'business';
  return error instanceof Error && brokenConnection.test(error.message) ? 'infrastructure' : 'business';
}

function stateOf(error: unknown): unknown {
  const cause = error instanceof Unavailable && error.cause !== undefined ? error.cause : error;
  return (cause as { code?: unknown } | null | undefined)?.code;
}

export function sentenceOf(error: unknown): string {
  const sentence = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return sentence.slice(0, 2000);
}
