/**
 * What becomes of an event in the handlers: `twice` fails two attempts and then succeeds, `always` never succeeds in the
 * handler that is easily upset, `undecodable` cannot be read, `slow` takes its time.
 */
export const fates = ['plain', 'twice', 'always', 'undecodable', 'slow'] as const;
export type Fate = (typeof fates)[number];

/** Names one command. It travels as the correlation id through history, outbox, log and handlers. */
export function markOf(writer: string, nth: number, fate: Fate): string {
  return `${writer}.${nth}.${fate}`;
}

export function fateOf(mark: string): Fate {
  const last = mark.slice(mark.lastIndexOf('.') + 1);
  return fates.find((fate) => fate === last) ?? 'plain';
}
