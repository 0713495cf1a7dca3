// breaks: kernel-stands-on-lower-libs-only
import type { PublishedEvent } from '@tributary/contracts';

export type Upward = PublishedEvent;
