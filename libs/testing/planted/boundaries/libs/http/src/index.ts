import type { Relay } from '@tributary/messaging';

export const text = (relay: Relay): Relay => relay;
