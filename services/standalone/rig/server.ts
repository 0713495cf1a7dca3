import { Child } from '../bench/child.js';
import type { ServerOrder } from './server-process.js';

/** A server that the rig breaks. */
export class Server {
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly keeper: Child,
    readonly address: string,
  ) {}

  static async start(what: 'postgres' | 'kafka', folder: string): Promise<Server> {
    const order: ServerOrder = { do: 'start', what, folder };
    const { child, started } = await Child.start<ServerOrder, string>('../rig/server-process', order, {
      detached: true,
    });
    return new Server(child, started);
  }

  /** Resolves when it is back. */
  crash(): Promise<void> {
    return this.#suffer({ do: 'crash' });
  }

  /** Resolves when it goes on. */
  hang(milliseconds: number): Promise<void> {
    return this.#suffer({ do: 'hang', milliseconds });
  }

  async stop(): Promise<void> {
    await this.#last;
    await this.keeper.ask<ServerOrder, void>({ do: 'stop' }).catch(() => undefined);
    await this.keeper.stop();
  }

  /** One thing after the other. */
  #suffer(order: ServerOrder): Promise<void> {
    const suffered = this.#last.then(() => this.keeper.ask<ServerOrder, void>(order));
    this.#last = suffered.catch(() => undefined);
    return suffered;
  }
}
