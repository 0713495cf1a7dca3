import type { LoggerService } from '@nestjs/common';

/** Something that an operator may want to see in the log. */
export interface Incident {
  readonly what: keyof typeof sentences;
  /** Who: a handler, or the place on the log that waits. */
  readonly handler: string;
  readonly eventId?: string;
  readonly key?: string;
  /** Why, in a sentence. */
  readonly error: string;
}

const sentences = {
  parked: 'Parked: the key waits for a retry',
  dead: 'Dead: no retry will help, somebody must decide',
  'still-failing': 'Still failing: tried again and postponed',
  stopped: 'Stopped: most of its events fail; the others go on without it',
  'going-on': 'Going on: it was stopped and works again',
  waiting: 'Waiting: what every event needs is away',
  recovered: 'Recovered: it waited and goes on',
  lost: 'Lost: retention was faster than the handler',
} as const;

const level = { dead: 'error', stopped: 'error', lost: 'error', 'going-on': 'log', recovered: 'log' } as const;

/** One line that names handler, key and event in fields of their own, so that an alarm can be made of it. */
export function report(logger: LoggerService, { what, error, ...place }: Incident): void {
  const { [what as keyof typeof level]: severity = 'warn' } = level;
  logger[severity]({ incident: what, ...place, error, msg: `${sentences[what]}. ${error}` });
}
