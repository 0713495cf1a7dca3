import { randomUUID } from 'node:crypto';
import type { Actor } from '@tributary/kernel';
import { CommandContext, type CommandFacts, type UnitOfWork } from '@tributary/persistence';
import { vendor } from '@tributary/testing';
import { Reservation, reservations, type ReservationState } from './reservation.js';

/** Runs `work` as the command that `facts` describe, as the edge of a service does. */
export function asCommand<T>(facts: Partial<CommandFacts>, work: (facts: CommandFacts) => Promise<T>): Promise<T> {
  const command: CommandFacts = { correlationId: randomUUID(), replayed: false, ...facts };
  return CommandContext.run(command, () => work(command));
}

/** As `asCommand` with an Idempotency-Key. */
export function withKey<T>(
  key: string,
  work: (facts: CommandFacts) => Promise<T>,
  requestHash = 'the request',
): Promise<T> {
  return asCommand({ idempotencyKey: key, requestHash }, work);
}

/** A reservation that is already there. */
export async function reserved(
  unitOfWork: UnitOfWork,
  more: Partial<ReservationState> = {},
  actor: Actor = vendor(),
): Promise<string> {
  const id = more.id ?? randomUUID();
  await unitOfWork.run(actor, async (tx) => {
    await tx.number(reservations);
    tx.save(reservations, Reservation.reserve({ partnerId: randomUUID(), title: id, ...more, id }));
  });
  return id;
}
