import { randomUUID } from 'node:crypto';
import {
  certificationEarnedV1,
  dealApprovedV1,
  dealExpiredV1,
  dealLostV1,
  dealRegisteredV1,
  dealRejectedV1,
  dealReopenedV1,
  dealRevokedV1,
  dealWithdrawnV1,
  dealWonV1,
  sequenceOf,
  sourceOf,
  type EventDefinition,
  type ReceivedEvent,
} from '@tributary/contracts';
import type { EventLog } from '@tributary/messaging';
import { appendEvent } from '@tributary/testing';

/** A verb of a deal as the scorecards hear of it. */
export type Verb = 'register' | 'approve' | 'reject' | 'win' | 'lose' | 'expire' | 'reopen' | 'revoke' | 'withdraw';

export interface Step {
  readonly verb: Verb;
  readonly at: string;
}

export interface DealStory {
  readonly dealId: string;
  readonly partnerId: string;
  readonly value: { readonly amount: string; readonly currency: string };
  readonly steps: readonly Step[];
}

export function received<Data>(
  definition: EventDefinition<Data>,
  data: Data,
  { subject, sequence, time }: { subject: string; sequence: number; time: string },
): ReceivedEvent<Data> {
  const source = sourceOf(definition.service);
  const { type } = definition;
  return { id: randomUUID(), source, type, subject, sequence: sequenceOf(sequence), time, dataschema: type, data };
}

/** The events that sales tells of a deal, each with the whole state after it. */
export function eventsOf({ dealId, partnerId, value, steps }: DealStory): ReceivedEvent[] {
  let deal = {
    ...dealRegisteredV1.sample.deal,
    ...{ id: dealId, partnerId, value, submittedAt: steps[0]!.at, protection: null, wonValue: null },
  } as typeof dealWonV1.sample.deal;
  return steps.map(({ verb, at }, index) => {
    if (verb === 'approve' || verb === 'reopen') deal = { ...deal, protection: { from: at, until: at, extensions: 0 } };
    if (verb === 'win') deal = { ...deal, wonValue: value };
    const told = { subject: dealId, sequence: index + 1, time: at };
    switch (verb) {
      case 'register': {
        const resubmission = index > 0;
        return received(dealRegisteredV1, { deal, submittedBy: 'sales', resubmission }, told);
      }
      case 'approve':
        return received(dealApprovedV1, { ...dealApprovedV1.sample, deal }, told);
      case 'reject':
        return received(dealRejectedV1, { ...dealRejectedV1.sample, deal }, told);
      case 'win':
        return received(dealWonV1, { ...dealWonV1.sample, deal, wonValue: value, wonAt: at }, told);
      case 'lose':
        return received(dealLostV1, { ...dealLostV1.sample, deal, lostAt: at }, told);
      case 'expire':
        return received(dealExpiredV1, { ...dealExpiredV1.sample, deal, expiredAt: at }, told);
      case 'reopen':
        return received(dealReopenedV1, { ...dealReopenedV1.sample, deal }, told);
      case 'revoke':
        return received(dealRevokedV1, { ...dealRevokedV1.sample, deal }, told);
      case 'withdraw':
        return received(dealWithdrawnV1, { ...dealWithdrawnV1.sample, deal }, told);
    }
  });
}

export function deal(partnerId: string, value: DealStory['value'], ...steps: [Verb, string][]): DealStory {
  return { dealId: randomUUID(), partnerId, value, steps: steps.map(([verb, at]) => ({ verb, at })) };
}

export function certified(partnerId: string, earnedAt: string, validUntil: string | null): ReceivedEvent {
  const { certification, ...rest } = certificationEarnedV1.sample;
  const data = { ...rest, certification: { ...certification, id: randomUUID(), partnerId, earnedAt, validUntil } };
  return received(certificationEarnedV1, data, { subject: data.certification.id, sequence: 1, time: earnedAt });
}

export async function append(
  log: EventLog,
  definitions: readonly EventDefinition[],
  events: readonly ReceivedEvent[],
): Promise<void> {
  for (const event of events)
    await appendEvent(
      log,
      definitions.find(({ type }) => type === event.type)!,
      event,
    );
}
