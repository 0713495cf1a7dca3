import { Controller, Injectable } from '@nestjs/common';
import type { ReceivedEvent } from '@tributary/contracts';
import { UnitOfWork } from '@tributary/persistence';
import { On } from '../src/on.decorator.js';
import { tester } from './rig.js';
import { endedV1, toldV1 } from './told.events.js';

export type Told = ReceivedEvent<{ n: number }>;

/** What the handlers below do beside their effect; each test sets its own. */
export const behave: { now: (handler: string, event: Told) => void | Promise<void> } = { now: () => undefined };

@Injectable()
export class Effects {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  record(handler: string, { subject, data }: Told): Promise<void> {
    return this.unitOfWork.run(tester, async (tx) =>
      tx.execute('INSERT INTO effect (handler, key, n) VALUES ($1, $2, $3)', [handler, subject, data.n]),
    );
  }
}

@Controller()
export class First {
  readonly #effects: Effects;
  constructor(unitOfWork: UnitOfWork) {
    this.#effects = new Effects(unitOfWork);
  }

  @On([toldV1, endedV1], 'first')
  async react(event: Told): Promise<void> {
    await this.#effects.record('first', event);
    await behave.now('first', event);
  }
}

@Controller()
export class Second {
  readonly #effects: Effects;
  constructor(unitOfWork: UnitOfWork) {
    this.#effects = new Effects(unitOfWork);
  }

  @On(toldV1, 'second')
  async react(event: Told): Promise<void> {
    await this.#effects.record('second', event);
    await behave.now('second', event);
  }
}

@Controller()
export class Mailer {
  readonly #effects: Effects;
  constructor(unitOfWork: UnitOfWork) {
    this.#effects = new Effects(unitOfWork);
  }

  @On(toldV1, 'mailer', { onFailure: 'skip' })
  async react(event: Told): Promise<void> {
    await this.#effects.record('mailer', event);
    await behave.now('mailer', event);
  }
}
