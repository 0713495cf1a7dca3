// breaks: queries-imports-its-own-technology
import type { Relay } from '@tributary/messaging';

export const publish = (relay: Relay): Relay => relay;
