// breaks: persistence-stands-on-lower-libs-only
import type { Relay } from '@tributary/messaging';

export type Upward = Relay;
