import { randomUUID } from 'node:crypto';
import { dealRevokedV1, dealWonV1, type EventDefinition } from '@tributary/contracts';
import { EventLog, partitionOf } from '@tributary/messaging';
import type { TestService } from '@tributary/testing';

export interface Win {
  readonly dealId: string;
  readonly partnerId: string;
  readonly amount: string;
  readonly currency?: string;
  readonly wonAt: string;
}

let sequence = 0;

export async function tell(
  service: TestService,
  definition: EventDefinition,
  key: string,
  data: unknown,
  eventId: string,
): Promise<void> {
  const log = service.running.app.get(EventLog);
  sequence += 1;
  const headers = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: eventId,
    ce_source: '/tributary/sales',
    ce_type: definition.type,
    ce_subject: key,
    ce_sequence: String(sequence).padStart(20, '0'),
    ce_time: new Date().toISOString(),
    ce_dataschema: `/schemas/${definition.type}.json`,
  };
  const partition = partitionOf(key, await log.partitions(definition.topic));
  // Its own record id each time: a relay that died between append and delete tells the same event again.
  const record = { id: randomUUID(), key, headers, value: Buffer.from(JSON.stringify(data)) };
  await log.append(definition.topic, partition, [record], 5_000);
}

const dealOf = ({ dealId, partnerId }: Pick<Win, 'dealId' | 'partnerId'>) => ({
  ...dealWonV1.sample.deal,
  id: dealId,
  partnerId,
});

export function tellWon(service: TestService, win: Win, eventId: string = randomUUID()): Promise<void> {
  const wonValue = { amount: win.amount, currency: win.currency ?? 'USD' };
  const data = { ...dealWonV1.sample, deal: dealOf(win), wonValue, wonAt: win.wonAt };
  return tell(service, dealWonV1, win.dealId, data, eventId);
}

export function tellRevoked(service: TestService, deal: Pick<Win, 'dealId' | 'partnerId'>): Promise<void> {
  const data = { ...dealRevokedV1.sample, deal: { ...dealOf(deal), status: 'revoked' }, reason: 'Evidence was wrong' };
  return tell(service, dealRevokedV1, deal.dealId, data, randomUUID());
}

/** Until it holds; fails with the last thing seen. */
export async function eventually<T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + 15_000;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`It did not come about: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
