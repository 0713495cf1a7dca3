// breaks: published-imports-its-own-technology
import type { Relay } from '@tributary/messaging';

export const send = (relay: Relay): Relay => relay;
