import { applyDecorators, type ArgumentsHost, Catch, type ExceptionFilter, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { catalog, type EventDefinition, type ReceivedEvent } from '@tributary/contracts';
import { type Observable, throwError } from 'rxjs';

/**
 * What becomes of the later events of a key when one of them fails again and again. `block`: they wait behind it, in order. `skip`: it alone is set aside;
 * for effects that do not depend on the order.
 */
export type FailurePolicy = 'block' | 'skip';

/** What `On` tells the strategy about a handler. */
export interface HandlerExtras {
  readonly id: string;
  readonly definitions: readonly EventDefinition[];
  readonly fromState: boolean;
  readonly onFailure: FailurePolicy;
}

// Nest would replace every error by "Internal server error", and with it what decides between retry, parking and dead letter.
@Catch()
class KeepErrors implements ExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}

export interface OnOptions {
  /** Read the compacted state topic instead: every key's newest state from the beginning of time, and what comes after. */
  readonly from?: 'events' | 'state';
  /** `block` if not given. */
  readonly onFailure?: FailurePolicy;
}

type DataOf<D> = D extends EventDefinition<infer Data> ? Data : never;
type Reaction<Data> = <Method extends (event: ReceivedEvent<Data>) => Promise<void>>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

/**
 * Marks a method as the reaction to one or several events. `handlerId` never changes: the inbox knows by it what was handled.
 * The method gets the ReceivedEvent inside a transaction, which every UnitOfWork.run that it causes joins.
 */
export function On<D extends EventDefinition>(
  definition: D | readonly D[],
  handlerId: string,
  options: OnOptions = {},
): Reaction<DataOf<D>> {
  const definitions: readonly EventDefinition[] = Array.isArray(definition)
    ? (definition as readonly D[])
    : [definition as D];
  if (options.from === 'state') requireEveryEvent(definitions, handlerId);
  const { from, onFailure = 'block' } = options;
  const extras: HandlerExtras = { id: handlerId, definitions, fromState: from === 'state', onFailure };
  return applyDecorators(
    EventPattern(
      definitions.map(({ type }) => type),
      extras,
    ),
    UseFilters(KeepErrors),
  );
}

// Compaction keeps one event per key, of whatever type came last: a handler that does not know the type would miss the state.
function requireEveryEvent(definitions: readonly EventDefinition[], handlerId: string): void {
  for (const { type, stateTopic } of definitions) {
    if (stateTopic === null) throw new Error(`${handlerId}: ${type} has no state topic.`);
    const missing = catalog.filter((other) => other.stateTopic === stateTopic && !definitions.includes(other));
    if (missing.length > 0) {
      const types = missing.map((other) => other.type).join(', ');
      throw new Error(`${handlerId} reads the states of ${stateTopic} and must take every event there: ${types}.`);
    }
  }
}
