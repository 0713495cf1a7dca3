// breaks: domain-imports-domain-and-kernel-only
import type { EntitySchema } from 'typeorm';

export type Mapped = EntitySchema;
