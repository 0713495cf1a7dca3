// breaks: domain-imports-domain-and-kernel-only
import { randomUUID } from 'node:crypto';

export const id = randomUUID;
