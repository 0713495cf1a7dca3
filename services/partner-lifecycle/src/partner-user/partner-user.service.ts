import { Injectable } from '@nestjs/common';
import { Forbidden, Ids, NotFound, RuleViolation, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { PartnerUser, type PartnerUserState, type UserRole } from './partner-user.js';
import { partnerUsers } from './partner-user.schema.js';

export interface Invitation {
  readonly partnerId: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly UserRole[];
}

@Injectable()
export class PartnerUserService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
  ) {}

  invite(actor: Actor, invitation: Invitation): Promise<Saved<PartnerUserState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      await this.checkPartner(tx, invitation.partnerId);
      return this.admit(tx, invitation);
    });
  }

  /** The contact of an approved application, in the transaction that makes the partner. */
  inviteFirst(actor: Actor, invitation: Invitation): Promise<Saved<PartnerUserState>> {
    return this.unitOfWork.run(actor, (tx) => Promise.resolve(this.admit(tx, invitation)));
  }

  /** An invited person says who it is at the identity provider. */
  join(actor: Actor, id: string): Promise<Saved<PartnerUserState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const user = await tx.load(partnerUsers, id);
      user.join(actor.subject);
      return tx.save(partnerUsers, user);
    });
  }

  changeRoles(actor: Actor, id: string, roles: readonly UserRole[]): Promise<Saved<PartnerUserState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const user = await tx.load(partnerUsers, id);
      user.changeRoles(roles, actor.subject);
      return tx.save(partnerUsers, user);
    });
  }

  deactivate(actor: Actor, id: string, reason: string): Promise<Saved<PartnerUserState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const user = await tx.load(partnerUsers, id);
      user.deactivate(actor.subject, reason);
      return tx.save(partnerUsers, user);
    });
  }

  deactivateAllOf(actor: Actor, partnerId: string, reason: string): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const people = await tx.read<{ id: string }>(
        `SELECT id FROM partner_user WHERE partner_id = $1 AND status <> 'deactivated' ORDER BY id`,
        [partnerId],
      );
      for (const { id } of people) {
        const user = await tx.load(partnerUsers, id);
        user.deactivate(actor.subject, reason);
        tx.save(partnerUsers, user);
      }
    });
  }

  private admit(tx: Transaction, invitation: Invitation): Saved<PartnerUserState> {
    const user = PartnerUser.invite({ ...invitation, id: this.ids.next(), invitedBy: tx.actor.subject });
    return tx.save(partnerUsers, user);
  }

  private async checkPartner(tx: Transaction, partnerId: string): Promise<void> {
    const { actor } = tx;
    if (actor.kind === 'partner' && actor.partnerId !== partnerId) throw new NotFound('partner');
    const [partner] = await tx.read<{ status: string }>('SELECT status FROM partner WHERE id = $1', [partnerId]);
    if (partner === undefined) throw new NotFound('partner');
    if (partner.status === 'terminated') {
      throw new RuleViolation('PARTNER_TERMINATED', 'The partner is terminated: nobody gets access for it any more.');
    }
    if (partner.status === 'suspended' && actor.kind === 'partner') {
      throw new Forbidden('PARTNER_SUSPENDED', 'The partner is suspended.');
    }
  }
}
