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

/** The life of a process of the rig: it begins as it is told, obeys, and ends at once when whoever started it is gone. */
export async function live(begin: (brief: Brief) => Promise<Life>): Promise<void> {
  process.on('disconnect', () => process.exit(0));
  installShiftedClock();
  const brief = JSON.parse(process.argv[2] ?? '') as Brief;
  const life = await begin(brief);
  process.on('message', (order: Order) => {
    if (order.do === 'shift') shiftClock(order.milliseconds);
    else if (order.do === 'linger') life.linger?.();
    else void life.stop().then(() => process.exit(0));
  });
  notify('up');
}
