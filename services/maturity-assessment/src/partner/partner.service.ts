import { Injectable } from '@nestjs/common';
import type { PartnerV1 } from '@tributary/contracts';
import { Forbidden, NotYetKnown, RuleViolation, systemActor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';

type Status = PartnerV1['status'];

const keepPartner = `
  INSERT INTO partner_replica AS known (id, sequence, status) VALUES ($1, $2, $3)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, status = excluded.status
  WHERE known.sequence < excluded.sequence`;
const statuses = 'SELECT status FROM partner_replica WHERE id = ANY ($1)';

type Standing = Status | 'unknown' | null;

function isBarred(standing: Standing): boolean {
  return standing === 'suspended' || standing === 'terminated';
}

/** Which partners may take part; partner-lifecycle owns them. */
@Injectable()
export class PartnerService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** In the flight of what the command reads; the vendor's own people have none. */
  async standingOf(tx: Transaction, partnerId: string | null): Promise<Standing> {
    if (partnerId === null) return null;
    const [partner] = await tx.read<{ status: Status }>(statuses, [[partnerId]]);
    return partner?.status ?? 'unknown';
  }

  /** A partner that is suspended or terminated does nothing any more. */
  refuseBarred(standing: Standing): void {
    if (standing === 'unknown') throw new NotYetKnown('partner');
    if (isBarred(standing)) throw new Forbidden('PARTNER_SUSPENDED', `The partner is ${standing}.`);
  }

  /** Nor is it asked for anything. */
  async refuseToAsk(tx: Transaction, respondents: readonly { readonly partnerId: string | null }[]): Promise<void> {
    const ids = [...new Set(respondents.flatMap(({ partnerId }) => partnerId ?? []))];
    if (ids.length === 0) return;
    const known = await tx.read<{ status: Status }>(statuses, [ids]);
    if (known.length < ids.length) throw new NotYetKnown('partner');
    const barred = known.find(({ status }) => isBarred(status));
    if (barred !== undefined)
      throw new RuleViolation('PARTNER_NOT_ACTIVE', `The partner is ${barred.status}: it is not asked.`);
  }

  keep({ id, status }: PartnerV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('maturity-assessment'), async (tx) =>
      tx.execute(keepPartner, [id, sequence, status]),
    );
  }
}
