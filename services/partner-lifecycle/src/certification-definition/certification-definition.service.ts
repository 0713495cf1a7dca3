import { Injectable } from '@nestjs/common';
import { Clock, dayOf, Ids, type Actor } from '@tributary/kernel';
import { savedColumns, UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { CertificationDefinition, type CertificationDefinitionState } from './certification-definition.js';
import { certificationDefinitions, certificationDefinitionSchema } from './certification-definition.schema.js';
import { editionOn, type Demands, type Edition } from './edition.js';

// Two revisions at once, A after B and B after A, each look right to themselves: so they come one after the other.
const holdDefinitions = `SELECT pg_advisory_xact_lock(hashtext('certification_prerequisites'))`;
const columns = savedColumns(certificationDefinitionSchema, 'd');

@Injectable()
export class CertificationDefinitionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  define(
    actor: Actor,
    definition: Pick<CertificationDefinitionState, 'code' | 'name' | 'kind'>,
    first: Edition,
  ): Promise<Saved<CertificationDefinitionState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const others = await this.demands(tx);
      const defined = CertificationDefinition.define({ ...definition, id: this.ids.next() }, first, others);
      return tx.save(certificationDefinitions, defined);
    });
  }

  rename(actor: Actor, id: string, name: string): Promise<Saved<CertificationDefinitionState>> {
    return this.change(actor, id, (definition) => definition.rename(name));
  }

  revise(actor: Actor, id: string, edition: Edition): Promise<Saved<CertificationDefinitionState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [others, definition] = await Promise.all([this.demands(tx), tx.load(certificationDefinitions, id)]);
      definition.revise(edition, dayOf(this.clock.now()), others);
      return tx.save(certificationDefinitions, definition);
    });
  }

  retire(actor: Actor, id: string, reason: string): Promise<Saved<CertificationDefinitionState>> {
    return this.change(actor, id, (definition) => definition.retire(reason));
  }

  /** In the flight of the caller, as the next one; null if nobody defined it. */
  byCode(tx: Transaction, code: string): Promise<CertificationDefinition | null> {
    return this.read(tx, 'd.code = $1', code);
  }

  /** What a certification that somebody holds is an instance of. */
  ofCertification(tx: Transaction, certificationId: string): Promise<CertificationDefinition | null> {
    return this.read(tx, 'd.id = (SELECT definition_id FROM certification WHERE id = $1)', certificationId);
  }

  private async read(tx: Transaction, which: string, parameter: string): Promise<CertificationDefinition | null> {
    const sql = `SELECT ${columns} FROM certification_definition d WHERE ${which}`;
    const [row] = await tx.read<Saved<CertificationDefinitionState>>(sql, [parameter]);
    return row === undefined ? null : new CertificationDefinition(row);
  }

  private change(
    actor: Actor,
    id: string,
    verb: (definition: CertificationDefinition) => void,
  ): Promise<Saved<CertificationDefinitionState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const definition = await tx.load(certificationDefinitions, id);
      verb(definition);
      return tx.save(certificationDefinitions, definition);
    });
  }

  /** What each definition that can be earned demands, today or in an edition to come. There are dozens of them: all are read. */
  private async demands(tx: Transaction): Promise<Demands> {
    const today = dayOf(this.clock.now());
    const [, rows] = await Promise.all([
      tx.read(holdDefinitions),
      tx.read<Pick<CertificationDefinitionState, 'code' | 'editions'>>(
        `SELECT code, editions FROM certification_definition WHERE status = 'open'`,
      ),
    ]);
    return new Map(
      rows.map(({ code, editions }) => {
        const current = editionOn(editions, today)?.from ?? '';
        return [code, editions.filter(({ from }) => from >= current).flatMap(({ prerequisites }) => prerequisites)];
      }),
    );
  }
}
