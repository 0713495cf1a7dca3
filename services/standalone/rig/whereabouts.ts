import type { Evidence } from './evidence.js';
import { readers } from './readers.js';

/** Everything that is known of an event: what its writer was told, and where it is now. */
export function whereabouts(mark: string, evidence: Evidence): string {
  const of = <T extends { readonly mark: string }>(traces: readonly T[]): T[] =>
    traces.filter((each) => each.mark === mark);
  const records = of(evidence.records);
  const [command] = of(evidence.commands);
  const [stored] = of(evidence.history);
  const sides = readers.map((handler) => {
    const mine = <T extends { readonly handler: string }>(traces: readonly T[]): number =>
      traces.filter((each) => each.handler === handler).length;
    const counts = {
      effects: mine(of(evidence.effects)),
      dead: mine(of(evidence.deadLetters)),
      parked: mine(of(evidence.parked)),
      'in the inbox': records.filter(({ eventId }) => evidence.inbox.has(`${handler} ${eventId}`)).length,
    };
    return `${handler}: ${Object.entries(counts).map(([what, count]) => `${what} ${count}`).join(', ')}`; // prettier-ignore
  });
  return [
    `key ${command?.key ?? stored?.key ?? records[0]?.key ?? '?'}`,
    `writer: ${command?.outcome ?? 'never heard of it'}`,
    `stored: ${stored === undefined ? 'no' : `version ${stored.version}`}`,
    `outbox: ${of(evidence.outbox).length}`,
    `log: ${records.map(({ partition, position }) => `${partition}@${position}`).join(' ') || 'no'}`,
    ...sides,
  ].join('; ');
}
