import { Injectable } from '@nestjs/common';
import { Clock, dayOf, Ids, NotFound, RuleViolation, systemActor, territoriesOf, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import type { CertificationDefinition } from '../certification-definition/certification-definition.js';
import { CertificationDefinitionService } from '../certification-definition/certification-definition.service.js';
import { Certification, type CertificationState, type RevocationCause } from './certification.js';
import { certifications } from './certification.schema.js';
import { hasEndedUnseen, type Earning, type Evidence, type Held, type Proof } from './evidence.js';

/** Whose certification it is or will be, and what decides. */
export interface Circumstances {
  readonly userId: string;
  readonly partnerId: string;
  readonly hasLeft: boolean;
  readonly definition: CertificationDefinition;
  readonly held: readonly HeldRow[];
}

interface HeldRow extends Held {
  readonly id: string;
}

interface PersonRow {
  readonly userId: string;
  readonly partnerId: string;
  readonly status: string;
  /** By the channel manager who acts; true for everybody who is not limited to territories. */
  readonly managed: boolean;
}

const managed = '($2::text[] IS NULL OR in_territories($2::text[], p.territories))';
const person = { byId: '$1::uuid', ofCertification: '(SELECT user_id FROM certification WHERE id = $1)' };

@Injectable()
export class CertificationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly definitions: CertificationDefinitionService,
  ) {}

  earn(actor: Actor, { userId, definition, proof }: Earning): Promise<Saved<CertificationState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [circumstances] = await Promise.all([
        this.circumstances(tx, userId, definition),
        tx.number(certifications),
      ]);
      return this.grant(tx, circumstances, proof);
    });
  }

  /** In the caller's transaction, which has taken a number. */
  async grant(tx: Transaction, circumstances: Circumstances, proof: Proof): Promise<Saved<CertificationState>> {
    refuseLeft(circumstances);
    const { userId, partnerId, definition, held } = circumstances;
    const evidence = this.evidence(proof);
    await this.endWhatIsOver(tx, circumstances);
    const { id: definitionId, code: definitionCode, name: definitionName, kind } = definition.state;
    const holder = { id: this.ids.next(), partnerId, userId };
    const subject = { definitionId, definitionCode, definitionName, kind };
    const terms = definition.termsOn(evidence.at.slice(0, 10));
    return tx.save(certifications, Certification.earn(holder, subject, terms, evidence, held, this.clock.now()));
  }

  renew(actor: Actor, id: string, proof: Proof): Promise<Saved<CertificationState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [circumstances, certification] = await Promise.all([
        this.circumstances(tx, id),
        tx.load(certifications, id),
      ]);
      return this.extend(tx, certification, circumstances, proof);
    });
  }

  extend(
    tx: Transaction,
    certification: Certification,
    circumstances: Circumstances,
    proof: Proof,
  ): Saved<CertificationState> {
    refuseLeft(circumstances);
    const { definition, held } = circumstances;
    const evidence = this.evidence(proof);
    certification.renew(definition.termsOn(evidence.at.slice(0, 10)), evidence, held, this.clock.now());
    return tx.save(certifications, certification);
  }

  revoke(actor: Actor, id: string, cause: RevocationCause, reason: string): Promise<Saved<CertificationState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [certification, [holder]] = await Promise.all([
        tx.load(certifications, id),
        tx.read<Pick<PersonRow, 'managed'>>(
          `SELECT ${managed} AS managed FROM certification c JOIN partner p ON p.id = c.partner_id WHERE c.id = $1`,
          [id, territoriesOf(actor)],
        ),
      ]);
      if (holder?.managed !== true) throw new NotFound('certification');
      certification.revoke(cause, reason, actor.subject, this.clock.now());
      return tx.save(certifications, certification);
    });
  }

  /** In the transaction that takes the person's access away, which holds the person: nobody earns anything meanwhile. */
  holderLeft(actor: Actor, userId: string, reason: string): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const held = await tx.read<{ id: string }>(
        `SELECT id FROM certification WHERE user_id = $1 AND ($2::uuid IS NULL OR partner_id = $2)
            AND status IN ('active', 'expiring') ORDER BY id`,
        [userId, actor.partnerId ?? null],
      );
      const found = await Promise.all(held.map(({ id }) => tx.load(certifications, id)));
      for (const certification of found) {
        certification.holderLeft(reason, actor.subject, this.clock.now());
        tx.save(certifications, certification);
      }
    });
  }

  /** Notices and the end, when their time has come. */
  passTime(id: string): Promise<void> {
    return this.unitOfWork.run(systemActor('certification-calendar'), async (tx) => {
      const certification = await tx.loadDue(certifications, id);
      if (certification === null) return;
      certification.passTime(this.clock.now());
      tx.save(certifications, certification);
    });
  }

  /** By person and code, or by a certification that exists: in the caller's flight. */
  async circumstances(tx: Transaction, id: string, code?: string): Promise<Circumstances> {
    const who = code === undefined ? person.ofCertification : person.byId;
    const [[known], definition, held] = await Promise.all([
      // Held until it is written: who leaves meanwhile leaves before, or takes it along.
      tx.read<PersonRow>(
        `SELECT u.id AS "userId", u.partner_id AS "partnerId", u.status,
            ${managed} AS managed FROM partner_user u JOIN partner p ON p.id = u.partner_id WHERE u.id = ${who} FOR SHARE OF u`,
        [id, territoriesOf(tx.actor)],
      ),
      code === undefined ? this.definitions.ofCertification(tx, id) : this.definitions.byCode(tx, code),
      tx.read<HeldRow>(
        `SELECT id, definition_code AS code, status, to_char(earned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "earnedOn",
            valid_until::text AS "validUntil" FROM certification WHERE user_id = ${who}`,
        [id],
      ),
    ]);
    if (known?.managed !== true) throw new NotFound(code === undefined ? 'certification' : 'partner user');
    if (definition === null) throw new RuleViolation('DEFINITION_UNKNOWN', `There is no certification "${code}".`);
    const { userId, partnerId, status } = known;
    return { userId, partnerId, hasLeft: status === 'deactivated', definition, held };
  }

  /** What nobody has ended yet, though its last day is over, stands in the way of no new one. */
  private async endWhatIsOver(tx: Transaction, { definition, held }: Circumstances): Promise<void> {
    const now = this.clock.now();
    const over = held.filter((one) => one.code === definition.state.code && hasEndedUnseen(one, dayOf(now)));
    for (const certification of await Promise.all(over.map(({ id }) => tx.load(certifications, id)))) {
      certification.passTime(now);
      tx.save(certifications, certification);
    }
  }

  private evidence({ at, ...proof }: Proof): Evidence {
    return { ...proof, at: (at ?? this.clock.now()).toISOString() };
  }
}

function refuseLeft({ hasLeft }: Circumstances): void {
  if (hasLeft) throw new RuleViolation('HOLDER_LEFT', 'This person has left the partner.');
}
