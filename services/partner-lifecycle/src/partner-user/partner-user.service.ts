import { Injectable } from '@nestjs/common';
import { Forbidden, Ids, NotFound, RuleViolation, territoriesOf, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { CertificationService } from '../certification/certification.service.js';
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
    private readonly certifications: CertificationService,
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

  /** A person of a partner that was brought over. */
  bringOver(tx: Transaction, person: Invitation & { readonly subject: string | null }): Saved<PartnerUserState> {
    const imported = PartnerUser.imported({ ...person, id: this.ids.next(), invitedBy: tx.actor.subject });
    return tx.save(partnerUsers, imported);
  }

  /** An invited person says who it is at the identity provider. */
  join(actor: Actor, id: string): Promise<Saved<PartnerUserState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const user = await this.visible(tx, id);
      user.join(actor.subject);
      return tx.save(partnerUsers, user);
    });
  }

  changeRoles(actor: Actor, id: string, roles: readonly UserRole[]): Promise<Saved<PartnerUserState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const user = await this.visible(tx, id);
      user.changeRoles(roles, actor.subject);
      return tx.save(partnerUsers, user);
    });
  }

  deactivate(actor: Actor, id: string, reason: string): Promise<Saved<PartnerUserState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const user = await this.visible(tx, id, 'leave');
      return this.letGo(tx, user, reason);
    });
  }

  deactivateAllOf(actor: Actor, partnerId: string, reason: string): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const people = await tx.read<{ id: string }>(
        `SELECT id FROM partner_user WHERE partner_id = $1 AND status <> 'deactivated' ORDER BY id`,
        [partnerId],
      );
      for (const { id } of people) {
        await this.letGo(tx, await tx.load(partnerUsers, id), reason);
      }
    });
  }

  /** What the person proved counts for the partner no more. */
  private async letGo(tx: Transaction, user: PartnerUser, reason: string): Promise<Saved<PartnerUserState>> {
    user.deactivate(tx.actor.subject, reason);
    const saved = tx.save(partnerUsers, user);
    await this.certifications.holderLeft(tx.actor, saved.id, reason);
    return saved;
  }

  private admit(tx: Transaction, invitation: Invitation): Saved<PartnerUserState> {
    const user = PartnerUser.invite({ ...invitation, id: this.ids.next(), invitedBy: tx.actor.subject });
    return tx.save(partnerUsers, user);
  }

  private async checkPartner(tx: Transaction, partnerId: string): Promise<void> {
    const { actor } = tx;
    if (actor.kind === 'partner' && actor.partnerId !== partnerId) throw new NotFound('partner');
    // Held until the person is invited: a termination comes before, or finds the person.
    const [partner] = await tx.read<PartnerOfUser>(
      `SELECT status, ${managed} AS managed FROM partner p WHERE id = $1 FOR SHARE`,
      [partnerId, territoriesOf(actor)],
    );
    if (partner?.managed !== true) throw new NotFound('partner');
    if (partner.status === 'terminated') {
      throw new RuleViolation('PARTNER_TERMINATED', 'The partner is terminated: nobody gets access for it any more.');
    }
    refuseSuspended(actor, partner);
  }

  /** A partner that is suspended may still let people `leave`. */
  private async visible(tx: Transaction, id: string, change: 'leave' | null = null): Promise<PartnerUser> {
    const [user, [partner]] = await Promise.all([
      tx.load(partnerUsers, id),
      tx.read<PartnerOfUser>(
        `SELECT p.status, ${managed} AS managed FROM partner_user u JOIN partner p ON p.id = u.partner_id WHERE u.id = $1`,
        [id, territoriesOf(tx.actor)],
      ),
    ]);
    if (partner?.managed !== true) throw new NotFound('partner user');
    if (change !== 'leave') refuseSuspended(tx.actor, partner);
    return user;
  }
}

interface PartnerOfUser {
  readonly status: string;
  /** By the channel manager who acts; true for everybody who is not limited to territories. */
  readonly managed: boolean;
}

const managed = '($2::text[] IS NULL OR in_territories($2::text[], p.territories))';

function refuseSuspended({ kind }: Actor, { status }: PartnerOfUser): void {
  if (status === 'suspended' && kind === 'partner')
    throw new Forbidden('PARTNER_SUSPENDED', 'The partner is suspended.');
}
