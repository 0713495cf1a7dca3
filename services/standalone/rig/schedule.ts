import type { Form } from './form.js';
import { Luck } from './luck.js';

export type Fault = keyof Required<Form['every']>;

/** A fault at its time, with the seed of what it draws itself. */
export interface Act {
  readonly at: number;
  readonly fault: Fault;
  readonly seed: string;
}

/** All that befalls a run, by time. The same seed gives the same run. */
export function scheduleOf(form: Form, seed: string): Act[] {
  return (Object.entries(form.every) as [Fault, number][])
    .flatMap(([fault, every]) => timesOf(form, every, new Luck(`${seed} ${fault}`)).map((at) => ({ at, fault })))
    .sort((one, other) => one.at - other.at)
    .map((act, index) => ({ ...act, seed: `${seed} ${index} ${act.fault}` }));
}

/** Now and then, the first time in the first half of the interval: every fault comes at least once if the run is as long as that. */
function timesOf({ length }: Form, every: number, luck: Luck): number[] {
  const times: number[] = [];
  for (let at = every * luck.between(0.3, 0.5); at < length; at += every * luck.between(0.85, 1.15))
    times.push(Math.round(at));
  return times;
}
