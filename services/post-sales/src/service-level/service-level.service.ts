import { Injectable } from '@nestjs/common';
import { Clock, Conflict, type Actor } from '@tributary/kernel';
import { Reads, UnitOfWork, type Transaction } from '@tributary/persistence';
import {
  mustFollow,
  mustHold,
  targetFor,
  type Grade,
  type ServiceLevelTerms,
  type ServiceLevelVersion,
  type ServiceTarget,
} from './service-level.js';

interface Row extends Omit<ServiceLevelVersion, keyof ServiceLevelTerms> {
  readonly terms: ServiceLevelTerms;
}

const columns = `v.version, v.effective_from AS "effectiveFrom", v.terms, v.created_by AS "createdBy", v.created_at AS "createdAt"`;
const inForce = `SELECT ${columns} FROM service_level_version v WHERE v.effective_from <= $1 ORDER BY v.effective_from DESC LIMIT 1`;
const all = `SELECT ${columns} FROM service_level_version v ORDER BY v.version DESC`;
const insert = `INSERT INTO service_level_version(version, effective_from, terms, created_by, created_at) VALUES ($1, $2, $3, $4, $5)`;

const changed = () => new Conflict('LEVEL_CHANGED', 'Somebody else has added a version just now. Read it again.');
const conflicts = { service_level_version_pkey: changed, service_level_dated: changed };
const versionOf = ({ terms, ...facts }: Row): ServiceLevelVersion => ({ ...terms, ...facts });

/** What is promised to partners, as dated versions. */
@Injectable()
export class ServiceLevelService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  /** Asked in the flight of what the command reads. */
  async inForce(tx: Transaction, at: Date): Promise<ServiceLevelVersion> {
    const [row] = await tx.read<Row>(inForce, [at]);
    if (row === undefined) throw new Error('No service level is in force: the first one is shipped.');
    return versionOf(row);
  }

  target(terms: ServiceLevelTerms, impact: Grade, urgency: Grade, tier: string): ServiceTarget {
    return targetFor(terms, impact, urgency, tier);
  }

  async show(actor: Actor, at: Date | undefined): Promise<ServiceLevelVersion> {
    return versionOf(await this.reads.one<Row>(actor, 'service level', inForce, [at ?? this.clock.now()]));
  }

  async versions(actor: Actor): Promise<ServiceLevelVersion[]> {
    return (await this.reads.query<Row>(actor, all)).map(versionOf);
  }

  lay(terms: ServiceLevelTerms, from: Date | null, actor: Actor): Promise<ServiceLevelVersion> {
    return this.unitOfWork.run(
      actor,
      async (tx) => {
        const [previous] = await tx.read<Row>(`${all} LIMIT 1`);
        const now = this.clock.now();
        const effectiveFrom = from ?? now;
        mustHold(terms);
        if (previous !== undefined) mustFollow(previous.effectiveFrom, effectiveFrom, now);
        const version = (previous?.version ?? 0) + 1;
        tx.execute(insert, [version, effectiveFrom, JSON.stringify(terms), actor.subject, now]);
        return { ...terms, version, effectiveFrom, createdBy: actor.subject, createdAt: now };
      },
      { conflicts },
    );
  }
}
