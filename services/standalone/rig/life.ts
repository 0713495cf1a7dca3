import type { Brief, Notice, Order } from './orders.js';
import { installShiftedClock, shiftClock } from './shifted-clock.js';

export interface Life {
  /** Ends in good order. */
  stop(): Promise<void>;
  /** The next event is to be lingered over. */
  linger?(): void;
}

export function notify(notice: Notice): void {
  process.send?.(notice);
}

/** The life of a process of the rig: it begins when it is told, obeys, and ends at once when whoever started it is gone. */
export function live(begin: (brief: Brief) => Promise<Life>): void {
  process.on('disconnect', () => process.exit(0));
  installShiftedClock();
  let life: Life | null = null;
  const obey = async (order: Order): Promise<void> => {
    if (order.do === 'begin') {
      life = await begin(order.brief);
      notify('up');
    } else if (order.do === 'shift') shiftClock(order.milliseconds);
    else if (order.do === 'linger') life?.linger?.();
    else {
      await life?.stop();
      process.exit(0);
    }
  };
  // What fails here ends the process, as it would end a service that boots.
  process.on('message', (order: Order) => void obey(order));
}
