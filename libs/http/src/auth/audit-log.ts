import { Logger } from '@nestjs/common';

/** A call that was turned away: who, what, why. */
export interface Denial {
  readonly subject: string | null;
  readonly partnerId: string | null;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  readonly address: string;
}

/** Where denied calls are kept. */
export abstract class AuditLog {
  abstract denied(denial: Denial): void;
}

/** One structured line per denied call. */
export class LinesAuditLog extends AuditLog {
  readonly #logger = new Logger('audit');

  denied(denial: Denial): void {
    this.#logger.warn({ audit: 'denied', ...denial });
  }
}

/** Keeps the last denials in memory: for tests. */
export class RememberedAuditLog extends AuditLog {
  readonly denials: Denial[] = [];

  denied(denial: Denial): void {
    this.denials.push(denial);
    if (this.denials.length > 10_000) this.denials.shift();
  }
}
