import type { Breakage } from './breakage.js';
import { chainedHandlers } from './breakages/chained-handlers.js';
import { cursorRead } from './breakages/cursor-read.js';
import { deleteUpToMax } from './breakages/delete-up-to-max.js';
import { inboxLast } from './breakages/inbox-last.js';
import { inboxWithoutHandler } from './breakages/inbox-without-handler.js';
import { multiPartitionSend } from './breakages/multi-partition-send.js';
import { offsetBeforeCommit } from './breakages/offset-before-commit.js';
import { orderByXid } from './breakages/order-by-xid.js';
import { twoBatchesInFlight } from './breakages/two-batches-in-flight.js';

/** The ways in which an outbox, an inbox and what lies between have lost, doubled or inverted events elsewhere. */
export const breakages: readonly Breakage[] = [
  cursorRead,
  orderByXid,
  deleteUpToMax,
  twoBatchesInFlight,
  offsetBeforeCommit,
  inboxLast,
  inboxWithoutHandler,
  chainedHandlers,
  multiPartitionSend,
];
