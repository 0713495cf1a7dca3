import { asProducer, largestData } from '@tributary/contracts';
import { Malformed, RuleViolation } from '@tributary/kernel';
import type { HandlerDelivery } from '../delivery/handler-delivery.js';

export type Handlers = ReadonlyMap<string, HandlerDelivery>;

/** What an operator puts in the place of an event's data, as bytes; refused where it breaks the event's contract, as its producer would be. */
export function correctedData(
  handlers: Handlers,
  handler: string,
  headers: Readonly<Record<string, string>>,
  data: unknown,
): Buffer {
  const type = headers['ce_type'] ?? '';
  const definition = handlers.get(handler)?.handler.definitions.get(type);
  if (definition === undefined) {
    const sentence = `The handler ${handler} takes no events of type "${type}", so nothing says what the data may be.`;
    throw new RuleViolation('EVENT_WITHOUT_CONTRACT', sentence);
  }
  const read = asProducer(() => definition.schema.safeParse(data));
  if (!read.success) {
    throw new Malformed(`The data break the contract ${type}.`, {
      errors: read.error.issues.map(({ path, message }) => ({
        pointer: ['/data', ...path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/'),
        code: 'CONTRACT_BROKEN',
        detail: message,
      })),
    });
  }
  const bytes = Buffer.from(JSON.stringify(data));
  if (bytes.length <= largestData) return bytes;
  const detail = `${bytes.length} bytes of JSON; at most ${largestData} are allowed.`;
  throw new Malformed('The data are too large.', { errors: [{ pointer: '/data', code: 'TOO_LONG', detail }] });
}
