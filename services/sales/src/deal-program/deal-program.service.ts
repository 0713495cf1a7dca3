import { Injectable } from '@nestjs/common';
import { Clock, Conflict, Ids, NotFound, type Actor } from '@tributary/kernel';
import { Reads, UnitOfWork, type Page, type PageAsk, type Transaction } from '@tributary/persistence';
import type { DealDetails } from '../deal-details/deal-details.js';
import { assess, type Assessment } from './assessment.js';
import { mustBeAmounts, mustFollow, type DealProgramVersion, type DealTerms } from './deal-program.js';
import type { Registrant } from './eligibility.js';

export { shortcomingCodes } from './eligibility.js';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly isDefault: boolean;
  readonly effectiveFrom: Date;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly terms: DealTerms;
}

export type NewVersion = DealTerms &
  Pick<DealProgramVersion, 'name' | 'isDefault'> & { readonly effectiveFrom: Date | null };

const columns = `v.program_id AS id, v.version, v.name, v.is_default AS "isDefault", v.effective_from AS "effectiveFrom",
  v.created_by AS "createdBy", v.created_at AS "createdAt", v.terms`;
const current = `
  SELECT DISTINCT ON (v.program_id) ${columns} FROM deal_program_version v WHERE v.effective_from <= $1 ORDER BY v.program_id, v.effective_from DESC`;
// The default is the program whose current version says so; of several the one that said so last.
const inForce = `
  SELECT * FROM (${current}) p WHERE CASE WHEN $2::uuid IS NULL THEN p."isDefault" ELSE p.id = $2 END ORDER BY p."effectiveFrom" DESC LIMIT 1`;
const superseded = `SELECT FROM deal_program_version l
  WHERE l.program_id = v.program_id AND l.effective_from > v.effective_from AND l.effective_from <= ?`;
const insert = `
  INSERT INTO deal_program_version(program_id, version, name, is_default, effective_from, terms, created_by, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

const versionOf = ({ terms, ...facts }: Row): DealProgramVersion => ({ ...terms, ...facts });
const conflicts = {
  deal_program_version_pkey: () =>
    new Conflict('PROGRAM_CHANGED', 'Somebody else has added a version just now. Read it again.'),
  deal_program_version_dated: () =>
    new Conflict('PROGRAM_CHANGED', 'Somebody else has added a version just now. Read it again.'),
};

/** The rules of deal registration as dated versions; the version that decides is kept with the decision. */
@Injectable()
export class DealProgramService {
  // A version never changes, so it is read once.
  readonly #versions = new Map<string, DealProgramVersion>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reads: Reads,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The version of a program that is in force; of the default program if none is named. */
  async inForce(tx: Transaction, programId: string | null, at: Date): Promise<DealProgramVersion> {
    const [row] = await tx.read<Row>(inForce, [at, programId]);
    if (row === undefined) throw new NotFound('deal program');
    return versionOf(row);
  }

  async version(tx: Transaction, id: string, version: number): Promise<DealProgramVersion> {
    const known = this.#versions.get(`${id} ${version}`);
    if (known !== undefined) return known;
    const [row] = await tx.read<Row>(
      `SELECT ${columns} FROM deal_program_version v WHERE v.program_id = $1 AND v.version = $2`,
      [id, version],
    );
    if (row === undefined) throw new NotFound('deal program');
    const found = versionOf(row);
    this.#versions.set(`${id} ${version}`, found);
    return found;
  }

  assess(deal: DealDetails, registrant: Registrant, program: DealProgramVersion, now: Date): Assessment {
    return assess(deal, registrant, program, now);
  }

  /** Each program by its version that is in force; it changed when that was added or came into force. */
  async page(actor: Actor, updatedSince: Date | undefined, ask: PageAsk): Promise<Page<DealProgramVersion>> {
    const now = this.clock.now();
    const changed = updatedSince === undefined ? [] : ['greatest(v.effective_from, v.created_at) >= ?'];
    const { items, nextCursor } = await this.reads.page<Row>(
      actor,
      {
        select: `SELECT ${columns} FROM deal_program_version v`,
        id: 'v.program_id',
        sorts: { effectiveFrom: 'v.effective_from', createdAt: 'v.created_at', name: 'v.name' },
        sort: 'effectiveFrom',
        branches: [
          {
            where: ['v.effective_from <= ?', `NOT EXISTS (${superseded})`, ...changed],
            params: [now, now, ...(updatedSince === undefined ? [] : [updatedSince])],
          },
        ],
        cursorSalt: JSON.stringify([updatedSince]),
      },
      ask,
    );
    return { items: items.map(versionOf), nextCursor };
  }

  async show(actor: Actor, id: string, at: Date | undefined): Promise<DealProgramVersion> {
    return versionOf(await this.reads.one<Row>(actor, 'deal program', inForce, [at ?? this.clock.now(), id]));
  }

  async versions(actor: Actor, id: string): Promise<DealProgramVersion[]> {
    const sql = `SELECT ${columns} FROM deal_program_version v WHERE v.program_id = $1 ORDER BY v.version DESC`;
    const rows = await this.reads.query<Row>(actor, sql, [id]);
    if (rows.length === 0) throw new NotFound('deal program');
    return rows.map(versionOf);
  }

  create(version: NewVersion, actor: Actor): Promise<DealProgramVersion> {
    return this.unitOfWork.run(actor, async (tx) => this.add(tx, this.ids.next(), version, null, actor));
  }

  addVersion(id: string, version: NewVersion, actor: Actor): Promise<DealProgramVersion> {
    return this.unitOfWork.run(
      actor,
      async (tx) => {
        const sql = `SELECT ${columns} FROM deal_program_version v WHERE v.program_id = $1 ORDER BY v.version DESC LIMIT 1`;
        const [previous] = await tx.read<Row>(sql, [id]);
        if (previous === undefined) throw new NotFound('deal program');
        return this.add(tx, id, version, previous, actor);
      },
      { conflicts },
    );
  }

  private add(tx: Transaction, id: string, stated: NewVersion, previous: Row | null, actor: Actor): DealProgramVersion {
    const now = this.clock.now();
    const { name, isDefault, effectiveFrom, ...terms } = { ...stated, effectiveFrom: stated.effectiveFrom ?? now };
    mustFollow(previous, effectiveFrom, now);
    mustBeAmounts(terms);
    const version = (previous?.version ?? 0) + 1;
    tx.execute(insert, [id, version, name, isDefault, effectiveFrom, JSON.stringify(terms), actor.subject, now]);
    return { ...terms, id, version, name, isDefault, effectiveFrom, createdBy: actor.subject, createdAt: now };
  }
}
