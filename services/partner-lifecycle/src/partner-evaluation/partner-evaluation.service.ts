import { Inject, Injectable } from '@nestjs/common';
import { Clock, Ids, NotFound, RuleViolation, territoriesOf, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { PartnerService } from '../partner/partner.service.js';
import { EvaluationModel } from './evaluation-model.js';
import type { CriterionScore } from './parameter-score.js';
import { PartnerEvaluation, type PartnerEvaluationState, type Precedent } from './partner-evaluation.js';
import { partnerEvaluations } from './partner-evaluation.schema.js';

export type Subject = { readonly applicationId: string } | { readonly partnerId: string };

export interface Scores {
  readonly scores: readonly CriterionScore[];
  readonly hasStake: boolean;
}

interface Candidate {
  readonly partnerType: string;
  readonly status: string;
}

const openApplication = ['submitted', 'in_review', 'info_requested'];

@Injectable()
export class PartnerEvaluationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly partners: PartnerService,
    @Inject(EvaluationModel) readonly model: EvaluationModel,
  ) {}

  open(actor: Actor, subject: Subject, first: Scores): Promise<Saved<PartnerEvaluationState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const { partnerType, status } = await this.candidate(tx, subject);
      const applicationId = 'applicationId' in subject ? subject.applicationId : null;
      const partnerId = 'partnerId' in subject ? subject.partnerId : null;
      checkOpen(subject, status);
      const stage = partnerId !== null && status !== 'onboarding' ? 'active' : 'candidate';
      const identity = { id: this.ids.next(), applicationId, partnerId, partnerType, stage } as const;
      const evaluation = PartnerEvaluation.open(identity, this.model);
      if (first.scores.length > 0) await this.take(tx, evaluation, first);
      return tx.save(partnerEvaluations, evaluation);
    });
  }

  score(actor: Actor, id: string, given: Scores): Promise<Saved<PartnerEvaluationState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const evaluation = await this.undecided(tx, id);
      await this.take(tx, evaluation, given);
      return tx.save(partnerEvaluations, evaluation);
    });
  }

  complete(actor: Actor, id: string): Promise<Saved<PartnerEvaluationState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const evaluation = await this.undecided(tx, id);
      const precedent = await this.precedent(tx, evaluation);
      evaluation.complete(actor.subject, this.model, precedent, this.clock.now());
      const saved = tx.save(partnerEvaluations, evaluation);
      const classification = saved.result?.classification;
      if (saved.partnerId !== null && classification) {
        const { type, flags, provisional: isProvisional } = classification;
        await this.partners.recordPartnership(actor, saved.partnerId, { evaluationId: id, type, flags, isProvisional });
      }
      return saved;
    });
  }

  liftKnockout(actor: Actor, id: string, criterionId: string, reason: string): Promise<Saved<PartnerEvaluationState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const evaluation = await this.visible(tx, id);
      evaluation.liftKnockout(criterionId, reason, actor, this.clock.now());
      return tx.save(partnerEvaluations, evaluation);
    });
  }

  /** The last completed evaluation of an application; null while there is none. */
  completedFor(actor: Actor, applicationId: string): Promise<PartnerEvaluation | null> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [last] = await tx.read<{ id: string }>(
        `SELECT id FROM partner_evaluation WHERE application_id = $1 AND status = 'completed' ORDER BY completed_at DESC LIMIT 1`,
        [applicationId],
      );
      return last === undefined ? null : tx.find(partnerEvaluations, last.id);
    });
  }

  /** What blocks the approval of an application, in whichever of its evaluations it was seen: another one does not do away with it. */
  openKnockoutsFor(actor: Actor, applicationId: string): Promise<PartnerEvaluation['openKnockouts']> {
    return this.unitOfWork.run(actor, (tx) =>
      tx.read<PartnerEvaluation['openKnockouts'][number]>(
        `SELECT DISTINCT k ->> 'criterionId' AS "criterionId", k ->> 'liftedBy' AS "liftedBy"
           FROM partner_evaluation e, jsonb_array_elements(e.result -> 'knockouts') AS k
          WHERE e.application_id = $1
            AND NOT e.lifted_knockouts @> jsonb_build_array(jsonb_build_object('criterionId', k ->> 'criterionId')) ORDER BY 1`,
        [applicationId],
      ),
    );
  }

  private async take(tx: Transaction, evaluation: PartnerEvaluation, { scores, hasStake }: Scores): Promise<void> {
    const held = (await this.precedent(tx, evaluation))?.standing ?? null;
    evaluation.score(tx.actor.subject, scores, { hasStake, at: this.clock.now(), model: this.model, held });
  }

  // A partner goes on from the evaluation of its application.
  private async precedent(tx: Transaction, evaluation: PartnerEvaluation): Promise<Precedent | null> {
    const { id, partnerId, applicationId } = evaluation.state;
    const [last] = await tx.read<Precedent>(
      `SELECT result #> '{classification,type}' AS type, result #> '{classification,standing}' AS standing FROM partner_evaluation
        WHERE status = 'completed' AND id <> $1
          AND (partner_id = $2 OR application_id = $3 OR application_id = (SELECT application_id FROM partner WHERE id = $2))
        ORDER BY completed_at DESC LIMIT 1`,
      [id, partnerId, applicationId],
    );
    return last ?? null;
  }

  private async candidate(tx: Transaction, subject: Subject): Promise<Candidate> {
    const [table, id, type, noun] =
      'partnerId' in subject
        ? ['partner', subject.partnerId, 'type', 'partner']
        : ['partner_application', subject.applicationId, 'partner_type', 'partner application'];
    const [found] = await tx.read<Candidate>(
      `SELECT ${type} AS "partnerType", status FROM ${table}
        WHERE id = $1 AND ($2::text[] IS NULL OR in_territories($2::text[], territories))`,
      [id, territoriesOf(tx.actor)],
    );
    if (found === undefined) throw new NotFound(noun ?? 'candidate');
    return found;
  }

  private async visible(tx: Transaction, id: string): Promise<PartnerEvaluation> {
    const evaluation = await tx.load(partnerEvaluations, id);
    if (territoriesOf(tx.actor) !== null) await this.candidate(tx, subjectOf(evaluation));
    return evaluation;
  }

  // What a decision rests on stays as it was: an application is decided, or a later evaluation has been completed.
  private async undecided(tx: Transaction, id: string): Promise<PartnerEvaluation> {
    const evaluation = await tx.load(partnerEvaluations, id);
    const { partnerId, status, completedAt } = evaluation.state;
    const [candidate, [later]] = await Promise.all([
      this.candidate(tx, subjectOf(evaluation)),
      tx.read<{ id: string }>(
        `SELECT id FROM partner_evaluation WHERE partner_id = $1 AND status = 'completed' AND completed_at > $2 LIMIT 1`,
        [partnerId, completedAt],
      ),
    ]);
    checkOpen(subjectOf(evaluation), candidate.status);
    if (status === 'completed' && later !== undefined) {
      throw new RuleViolation('EVALUATION_PAST', 'A later evaluation has been completed: open a new one.');
    }
    return evaluation;
  }
}

function subjectOf({ state: { partnerId, applicationId } }: PartnerEvaluation): Subject {
  return partnerId !== null ? { partnerId } : { applicationId: applicationId ?? '' };
}

function checkOpen(subject: Subject, status: string): void {
  if ('partnerId' in subject && status === 'terminated') {
    throw new RuleViolation('PARTNER_TERMINATED', 'A partner that is terminated is not evaluated any more.');
  }
  if ('applicationId' in subject && !openApplication.includes(status)) {
    throw new RuleViolation('APPLICATION_NOT_OPEN', `An application that is ${status} is not evaluated.`);
  }
}
