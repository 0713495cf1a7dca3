import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

/**
 * kafkajs 2.2.4 looks every millisecond whether a request waits to be sent, on every connection and for ever, also on one that is closed (its issues 1556
 * and 1704): that costs a share of a processor and keeps a process from ending. Here it looks only while one waits.
 */
export function calmRequestQueues(): void {
  const load = createRequire(import.meta.url);
  const { prototype } = load('kafkajs/src/network/requestQueue/index.js') as { prototype: RequestQueue };
  if (calmed.has(prototype)) return;
  calmed.add(prototype);
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0) schedule.call(this);
  };
}

const calmed = new WeakSet<RequestQueue>();
