// breaks: domain-imports-domain-and-kernel-only
import type { DealDto } from './deal.dto.js';

export type Answered = DealDto;
