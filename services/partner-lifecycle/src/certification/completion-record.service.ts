import { Injectable } from '@nestjs/common';
import { Clock, Conflict, dayOf, DomainError, type Actor } from '@tributary/kernel';
import { savedColumns, UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import type { CertificationState } from './certification.js';
import { certifications, certificationSchema } from './certification.schema.js';
import { CertificationService } from './certification.service.js';
import type { Earning } from './evidence.js';

export interface Recorded {
  readonly certification: Saved<CertificationState>;
  readonly created: boolean;
}

const columns = savedColumns(certificationSchema, 'c');
// What somebody meets who tells of a record in the same moment as somebody else.
const beaten = ['CERTIFIED_ALREADY', 'RECORDED_ALREADY', 'RENEWAL_TOO_EARLY'];

@Injectable()
export class CompletionRecordService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly certifications: CertificationService,
  ) {}

  /** A record of an outside learning system earns or renews a certification; told again, however often, it changes nothing. */
  async record(actor: Actor, system: string, externalId: string, earning: Earning): Promise<Recorded> {
    const put = () => this.unitOfWork.run(actor, (tx) => this.put(tx, system, externalId, earning));
    try {
      return await put();
    } catch (error) {
      if (error instanceof DomainError && beaten.includes(error.code)) return put();
      throw error;
    }
  }

  private async put(tx: Transaction, system: string, externalId: string, earning: Earning): Promise<Recorded> {
    const { userId, definition: code, proof } = earning;
    const [[known], circumstances, [last]] = await Promise.all([
      tx.read<Saved<CertificationState>>(
        `SELECT ${columns} FROM certification_record r JOIN certification c ON c.id = r.certification_id
          WHERE r.system = $1 AND r.external_id = $2`,
        [system, externalId],
      ),
      this.certifications.circumstances(tx, userId, code),
      tx.read<{ id: string; isLive: boolean; validUntil: string | null }>(
        `SELECT id, status IN ('active', 'expiring') AND (valid_until IS NULL OR valid_until >= $3) AS "isLive", valid_until::text AS "validUntil" FROM certification
          WHERE user_id = $1 AND definition_code = $2 AND status <> 'revoked' ORDER BY earned_at DESC LIMIT 1`,
        [userId, code, dayOf(this.clock.now())],
      ),
      tx.number(certifications),
    ]);
    if (known !== undefined) {
      if (known.userId !== userId || known.definitionCode !== code) {
        throw new Conflict('RECORD_DIFFERS', 'This record told of another person or another certification before.');
      }
      return { certification: known, created: false };
    }
    const doneOn = proof.at?.toISOString().slice(0, 10) ?? '';
    const isInTime = doneOn !== '' && doneOn <= (last?.validUntil ?? '');
    if (last === undefined || !(last.isLive || isInTime)) {
      const certification = await this.certifications.grant(tx, circumstances, proof);
      this.note(tx, system, externalId, certification.id);
      return { certification, created: true };
    }
    const held = await tx.load(certifications, last.id);
    const certification = this.certifications.extend(tx, held, circumstances, proof);
    this.note(tx, system, externalId, last.id);
    return { certification, created: false };
  }

  private note(tx: Transaction, system: string, externalId: string, certificationId: string): void {
    tx.execute('INSERT INTO certification_record (system, external_id, certification_id) VALUES ($1, $2, $3)', [
      system,
      externalId,
      certificationId,
    ]);
  }
}
