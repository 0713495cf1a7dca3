import { Injectable } from '@nestjs/common';
import { Clock, Forbidden, Ids, NotFound, systemActor, territoriesOf, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { PartnerUserService } from '../partner-user/partner-user.service.js';
import type { OfferedAgreement } from './partner-agreements.js';
import type { Partnership, PartnerState, Tier } from './partner-state.js';
import { Partner } from './partner.js';
import { partners } from './partner.schema.js';
import type { Profile } from './profile-change.js';

// Before any row, as the guard of the hierarchy takes it anyway: two moves would wait for each other.
const holdTree = `SELECT pg_advisory_xact_lock(hashtext('partner_hierarchy'))`;

export { emailDomainKey, nameKey, registrationKey } from './company-keys.js';

export type Company = Parameters<typeof Partner.startOnboarding>[0];

@Injectable()
export class PartnerService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly users: PartnerUserService,
  ) {}

  startOnboarding(actor: Actor, company: Company, offers: readonly OfferedAgreement[]): Promise<Saved<PartnerState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      await tx.number(partners);
      return tx.save(partners, Partner.startOnboarding(company, offers));
    });
  }

  updateProfile(actor: Actor, id: string, wished: Partial<Profile>): Promise<Saved<PartnerState>> {
    return this.changeProfile(actor, id, (partner) =>
      partner.updateProfile(wished, actor, this.clock.now(), () => this.ids.next()),
    );
  }

  approveChange(actor: Actor, id: string, changeId: string): Promise<Saved<PartnerState>> {
    return this.changeProfile(actor, id, (partner) => partner.approveChange(changeId));
  }

  rejectChange(actor: Actor, id: string, changeId: string, reason: string): Promise<Saved<PartnerState>> {
    return this.change(actor, id, (partner) => partner.rejectChange(changeId, actor.subject, reason));
  }

  changeTier(actor: Actor, id: string, tier: Tier, reason: string, until: string | null): Promise<Saved<PartnerState>> {
    const change = { by: actor.subject, reason, until, at: this.clock.now() };
    return this.change(actor, id, (partner) => partner.changeTier(tier, change));
  }

  /** A tier that was given by hand has passed its last day. */
  endTier(id: string): Promise<void> {
    return this.unitOfWork.run(systemActor('tier-calendar'), async (tx) => {
      const partner = await tx.loadDue(partners, id);
      if (partner === null) return;
      partner.endTier(this.clock.now());
      tx.save(partners, partner);
    });
  }

  suspend(actor: Actor, id: string, reason: string): Promise<Saved<PartnerState>> {
    return this.change(actor, id, (partner) => partner.suspend(actor.subject, reason));
  }

  reinstate(actor: Actor, id: string, reason: string | null): Promise<Saved<PartnerState>> {
    return this.change(actor, id, (partner) => partner.reinstate(actor.subject, reason));
  }

  /** Its users lose their access in the same moment. */
  terminate(actor: Actor, id: string, reason: string): Promise<Saved<PartnerState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const partner = await this.visible(tx, id);
      partner.terminate(actor.subject, reason, this.clock.now());
      const saved = tx.save(partners, partner);
      await this.users.deactivateAllOf(actor, id, reason);
      return saved;
    });
  }

  assignDistributor(actor: Actor, id: string, distributorId: string | null): Promise<Saved<PartnerState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [, partner, above] = await Promise.all([
        distributorId === null ? null : tx.read(holdTree),
        this.visible(tx, id),
        tx.read<Pick<PartnerState, 'id' | 'type' | 'status'>>(
          `WITH RECURSIVE above AS (
             SELECT id, type, status, parent_distributor_id, 1 AS step FROM partner WHERE id = $1
             UNION ALL SELECT p.id, p.type, p.status, p.parent_distributor_id, step + 1
               FROM partner p JOIN above a ON p.id = a.parent_distributor_id WHERE step < 50)
           SELECT id, type, status FROM above ORDER BY step`,
          [distributorId],
        ),
      ]);
      const [parent] = above;
      if (distributorId !== null && parent === undefined) throw new NotFound('distributor');
      partner.assignDistributor(
        parent ?? null,
        above.map((one) => one.id),
      );
      return tx.save(partners, partner);
    });
  }

  confirmOnboarding(actor: Actor, id: string): Promise<Saved<PartnerState>> {
    return this.change(actor, id, (partner) => partner.confirmOnboarding(this.clock.now()));
  }

  reopenOnboarding(actor: Actor, id: string): Promise<Saved<PartnerState>> {
    return this.change(actor, id, (partner) => partner.reopenOnboarding());
  }

  offerAgreement(actor: Actor, id: string, offer: OfferedAgreement): Promise<Saved<PartnerState>> {
    return this.change(actor, id, (partner) => partner.offerAgreement(offer));
  }

  agreementSigned(
    actor: Actor,
    id: string,
    signed: { agreementId: string; expiresOn: string | null },
  ): Promise<Saved<PartnerState>> {
    return this.change(actor, id, (partner) =>
      partner.agreementSigned(signed.agreementId, this.clock.now(), signed.expiresOn),
    );
  }

  agreementEnded(actor: Actor, id: string, agreementId: string): Promise<Saved<PartnerState>> {
    return this.change(actor, id, (partner) => partner.agreementEnded(agreementId, this.clock.now()));
  }

  recordPartnership(actor: Actor, id: string, partnership: Partnership): Promise<Saved<PartnerState>> {
    return this.change(actor, id, (partner) => partner.recordPartnership(partnership));
  }

  /** NotFound for a channel manager of other territories, and for a partner that it is not; refused for one that is terminated or suspended. */
  requireWorking(actor: Actor, id: string): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => (await this.visible(tx, id)).requireWorking(actor));
  }

  private change(actor: Actor, id: string, verb: (partner: Partner) => void): Promise<Saved<PartnerState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const partner = await this.visible(tx, id);
      verb(partner);
      return tx.save(partners, partner);
    });
  }

  // A channel manager gives no territory that is another's to give.
  private changeProfile(actor: Actor, id: string, verb: (partner: Partner) => void): Promise<Saved<PartnerState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const partner = await this.visible(tx, id);
      const { territories: before } = partner.state;
      verb(partner);
      const added = partner.state.territories.filter((code) => !before.includes(code));
      const codes = territoriesOf(actor);
      if (codes !== null && added.length > 0) {
        const [foreign] = await tx.read<{ code: string }>(
          'SELECT code FROM unnest($2::text[]) AS code WHERE NOT in_territories($1::text[], jsonb_build_array(code)) LIMIT 1',
          [codes, added],
        );
        if (foreign !== undefined)
          throw new Forbidden('TERRITORY_NOT_YOURS', `The territory ${foreign.code} is not yours to give.`);
      }
      return tx.save(partners, partner);
    });
  }

  // A distributor's login reads the partners below it, but acts for itself only.
  private async visible(tx: Transaction, id: string): Promise<Partner> {
    const { actor } = tx;
    if (actor.kind === 'partner' && actor.partnerId !== id) throw new NotFound('partner');
    const codes = territoriesOf(actor);
    const [partner, [seen]] = await Promise.all([
      tx.load(partners, id),
      codes === null
        ? [{ inside: true }]
        : tx.read<{ inside: boolean }>(
            'SELECT in_territories($1::text[], territories) AS inside FROM partner WHERE id = $2',
            [codes, id],
          ),
    ]);
    if (seen?.inside !== true) throw new NotFound('partner');
    return partner;
  }
}
