import { defineEvent } from '@tributary/contracts';
import { Aggregate, Conflict, Forbidden, InvalidTransition } from '@tributary/kernel';
import { aggregateTable, defineStore, type MigrationClass } from '@tributary/persistence';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { z } from 'zod';

export interface ReservationState {
  readonly id: string;
  readonly partnerId: string;
  readonly distributorId: string | null;
  readonly hiddenFromDistributor: boolean;
  readonly title: string;
  readonly contactEmail: string;
  readonly score: number | null;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly status: 'open' | 'approved';
  readonly day: string;
  readonly until: Date | null;
}

export type ReservationEvent =
  | { readonly type: 'Reserved' }
  | { readonly type: 'Renamed'; readonly reason: string }
  | { readonly type: 'Noted' }
  | { readonly type: 'Flagged' }
  | { readonly type: 'Approved'; readonly approvedBy: string };

/** The example of these tests. */
export class Reservation extends Aggregate<ReservationState, ReservationEvent> {
  static reserve(
    reservation: Pick<ReservationState, 'id' | 'partnerId' | 'title'> & Partial<ReservationState>,
  ): Reservation {
    const reserved = new Reservation({
      distributorId: null, hiddenFromDistributor: false, contactEmail: 'someone@example.com', score: null, lines: [], day: '2026-03-29', until: null,
      ...reservation, status: 'open',
    }); // prettier-ignore
    reserved.apply({}, { type: 'Reserved' });
    return reserved;
  }

  rename(title: string, reason = 'a better name'): void {
    this.apply({ title }, { type: 'Renamed', reason });
  }

  note(score: number, contactEmail: string): void {
    this.apply({ score, contactEmail }, { type: 'Noted' });
  }

  flag(): void {
    this.apply({}, { type: 'Flagged' });
  }

  approve(approvedBy: string, until: Date): void {
    if (this.state.status !== 'open') throw new InvalidTransition(this.state.status, []);
    this.apply({ status: 'approved', until }, { type: 'Approved', approvedBy });
  }

  /** What no aggregate should do: a value that cannot be stored. */
  order(lines: ReservationState['lines']): void {
    this.apply({ lines }, { type: 'Noted' });
  }
}

const data = z.object({ reservation: z.object({ id: z.string(), title: z.string(), version: z.number() }) });
const sample = { reservation: { id: 'r', title: 'a title', version: 1 } };
export const reservedV1 = defineEvent({
  service: 'sales',
  aggregate: 'reservation',
  name: 'Reserved',
  version: 1,
  summary: 'x',
  data,
  sample,
  replicated: true,
});
export const approvedV1 = defineEvent({
  service: 'sales',
  aggregate: 'reservation',
  name: 'Approved',
  version: 1,
  summary: 'x',
  data,
  sample,
});

export const reservations = defineStore<ReservationState, ReservationEvent, Reservation>({
  noun: 'reservation',
  aggregate: Reservation,
  schema: new EntitySchema<ReservationState>({
    name: 'reservation',
    columns: {
      id: { type: 'uuid', primary: true },
      partnerId: { type: 'uuid' },
      distributorId: { type: 'uuid', nullable: true },
      hiddenFromDistributor: { type: 'boolean' },
      title: { type: 'text' },
      contactEmail: { type: 'text' },
      score: { type: 'integer', nullable: true },
      lines: { type: 'jsonb' },
      status: { type: 'text' },
      day: { type: 'date' },
      until: { type: 'timestamptz', nullable: true },
    },
  }),
  publish(state, event) {
    const { id, title, version } = state;
    switch (event.type) {
      case 'Reserved': return [reservedV1.of(id, { reservation: { id, title, version } })];
      case 'Approved': return [approvedV1.of(id, { reservation: { id, title, version } })];
      case 'Renamed':
      case 'Flagged':
      case 'Noted': return [];
    } // prettier-ignore
  },
  partnerOf: (state) => state.partnerId,
  personal: ['contactEmail'],
  vendorOnly: ['score'],
  vendorOnlyEvents: ['Flagged'],
  readersMayNot: () => new Forbidden('NOT_YOUR_RESERVATION', 'A distributor only reads it.'),
  numbered: 'RS',
  conflicts: {
    reservation_title_key: () => new Conflict('TITLE_TAKEN', 'This title is taken.'),
    reservation_score_check: () => new Conflict('SCORE_BELOW_ZERO', 'No score is below zero.'),
  },
});

class ReservationTable implements MigrationInterface {
  readonly name = 'ReservationTable1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await aggregateTable(runner, {
      service: 'sales',
      table: 'reservation',
      numbered: true,
      distributor: { column: 'distributor_id', unless: 'hidden_from_distributor' },
      columns: `partner_id uuid NOT NULL, distributor_id uuid, hidden_from_distributor boolean NOT NULL, title text NOT NULL UNIQUE,
        contact_email text NOT NULL, score integer CHECK (score >= 0), lines jsonb NOT NULL, status text NOT NULL, day date NOT NULL, until timestamptz`,
    });
  }

  async down(): Promise<void> {}
}

export const example = {
  name: 'sales' as const,
  schemas: [reservations.schema as EntitySchema],
  migrations: [ReservationTable as MigrationClass],
};
