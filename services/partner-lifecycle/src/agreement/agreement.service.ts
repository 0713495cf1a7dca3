import { Injectable } from '@nestjs/common';
import { Clock, Forbidden, Ids, systemActor, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { OnboardingPlanService } from '../onboarding-plan/onboarding-plan.service.js';
import { PartnerService } from '../partner/partner.service.js';
import { Agreement, type AgreementOffer, type AgreementState, type Signature } from './agreement.js';
import { agreements } from './agreement.schema.js';
import { standardAgreements } from './standard-agreements.js';

@Injectable()
export class AgreementService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly partners: PartnerService,
    private readonly plans: OnboardingPlanService,
  ) {}

  offer(actor: Actor, offer: Omit<AgreementOffer, 'id'>): Promise<Saved<AgreementState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const saved = await this.put(tx, offer);
      const { id: agreementId, kind, revision, isMandatory } = saved;
      await this.partners.offerAgreement(actor, offer.partnerId, { agreementId, kind, revision, isMandatory });
      return saved;
    });
  }

  /** What every new partner is offered, in the transaction that makes the partner. */
  offerStandard(actor: Actor, partnerId: string, partnerType: string): Promise<readonly Saved<AgreementState>[]> {
    return this.unitOfWork.run(actor, async (tx) => {
      const offered: Saved<AgreementState>[] = [];
      for (const terms of standardAgreements(partnerType)) offered.push(await this.put(tx, { ...terms, partnerId }));
      return offered;
    });
  }

  /** By a person of the partner, for the partner. */
  sign(actor: Actor, id: string, signature: Omit<Signature, 'signedBy'>): Promise<Saved<AgreementState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const agreement = await tx.load(agreements, id);
      if (actor.kind !== 'partner') throw new Forbidden('SIGNED_BY_PARTNER', 'An agreement is signed by the partner.');
      const { partnerId, kind } = agreement.state;
      agreement.sign({ ...signature, signedBy: actor.subject }, this.clock.now());
      const [older] = await tx.read<{ id: string }>(
        `SELECT id FROM agreement WHERE partner_id = $1 AND kind = $2 AND status = 'signed'`,
        [partnerId, kind],
      );
      if (older !== undefined) {
        const replaced = await tx.load(agreements, older.id);
        replaced.supersede(id);
        tx.save(agreements, replaced);
      }
      const saved = tx.save(agreements, agreement);
      await this.plans.agreementSigned(actor, partnerId, kind);
      await this.partners.agreementSigned(actor, partnerId, { agreementId: id, expiresOn: saved.expiresOn });
      return saved;
    });
  }

  revoke(actor: Actor, id: string, reason: string): Promise<Saved<AgreementState>> {
    return this.end(actor, id, (agreement) => agreement.revoke(actor.subject, reason));
  }

  terminate(actor: Actor, id: string, reason: string): Promise<Saved<AgreementState>> {
    return this.end(actor, id, (agreement) => agreement.terminate(actor.subject, reason));
  }

  /** Notices and the end, when their time has come. */
  passTime(id: string): Promise<void> {
    const actor = systemActor('agreement-calendar');
    return this.unitOfWork.run(actor, async (tx) => {
      const agreement = await tx.loadDue(agreements, id);
      if (agreement === null) return;
      agreement.passTime(this.clock.now());
      const saved = tx.save(agreements, agreement);
      if (saved.status === 'expired') await this.partners.agreementEnded(actor, saved.partnerId, id);
    });
  }

  private end(actor: Actor, id: string, verb: (agreement: Agreement) => void): Promise<Saved<AgreementState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const agreement = await tx.load(agreements, id);
      verb(agreement);
      const saved = tx.save(agreements, agreement);
      await this.partners.agreementEnded(actor, saved.partnerId, id);
      return saved;
    });
  }

  private async put(tx: Transaction, offer: Omit<AgreementOffer, 'id'>): Promise<Saved<AgreementState>> {
    await tx.number(agreements);
    const agreement = Agreement.offer({ ...offer, id: this.ids.next() }, tx.actor.subject, this.clock.now());
    return tx.save(agreements, agreement);
  }
}
