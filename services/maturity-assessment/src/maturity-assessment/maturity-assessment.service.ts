import { Injectable } from '@nestjs/common';
import { Clock, Ids, NotFound, RuleViolation, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import type { Respondent } from '../maturity-response/maturity-response.js';
import { MaturityResponseService } from '../maturity-response/maturity-response.service.js';
import type { Dossier } from '../maturity-score/dossier.js';
import type { Form } from '../maturity-score/question-value.js';
import { MaturityScoreService } from '../maturity-score/maturity-score.service.js';
import { MeasuredMetricService, type Figures } from '../measured-metric/measured-metric.service.js';
import type { AssessmentResult, Precedent } from './assessment-result.js';
import type { AssessmentDetails, ChosenModel, MaturityAssessmentState, ReviewNote } from './assessment-state.js';
import { MaturityAssessment } from './maturity-assessment.js';
import { maturityAssessments } from './maturity-assessment.schema.js';

type Row = Saved<MaturityAssessmentState>;

export interface NewAssessment {
  /** The newest published release of the shipped model unless told. */
  readonly modelId: string | null;
  readonly form: Form;
  readonly details: AssessmentDetails;
  readonly respondents: readonly Respondent[];
}

const chosen = `
  SELECT id, key, release, ARRAY(SELECT c ->> 'id' FROM jsonb_array_elements(capabilities) c) AS capabilities FROM maturity_model
   WHERE status = 'published' AND CASE WHEN $1::uuid IS NULL THEN key = 'tributary-prm' ELSE id = $1 END ORDER BY release DESC LIMIT 1`;
const ofAssessment = `
  SELECT m.id, m.key, m.release, ARRAY(SELECT c ->> 'id' FROM jsonb_array_elements(m.capabilities) c) AS capabilities
    FROM maturity_assessment a JOIN maturity_model m ON m.id = a.model_id WHERE a.id = $1`;
// Two assessments of one organization become final one after the other, so that each knows the one before.
const oneAtATime = `SELECT pg_advisory_xact_lock(hashtextextended(organization_key, 0)) FROM maturity_assessment WHERE id = $1`;
const precedent = `
  SELECT o.id, o.level FROM maturity_assessment a JOIN maturity_assessment o ON o.organization_key = a.organization_key AND o.status = 'final'
   WHERE a.id = $1 ORDER BY o.finalized_at DESC, o.updated_at DESC, o.id DESC LIMIT 1`;

@Injectable()
export class MaturityAssessmentService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly responses: MaturityResponseService,
    private readonly scores: MaturityScoreService,
    private readonly metrics: MeasuredMetricService,
  ) {}

  open(actor: Actor, { modelId, form, details, respondents }: NewAssessment): Promise<Row> {
    return this.unitOfWork.run(actor, async (tx) => {
      if (!details.isOpenToPartners && respondents.some(({ partnerId }) => partnerId !== null))
        throw new RuleViolation('NOT_OPEN_TO_PARTNERS', 'Open the assessment to partners first.');
      const [[model]] = await Promise.all([
        tx.read<ChosenModel>(chosen, [modelId]),
        tx.number(maturityAssessments),
        this.responses.refuseToAsk(tx, respondents),
      ]);
      if (model === undefined) throw new NotFound('maturity model');
      const opening = { id: this.ids.next(), openedBy: actor.subject, model, form, details };
      const saved = tx.save(maturityAssessments, MaturityAssessment.open(opening));
      this.responses.begin(tx, saved.id, respondents);
      return saved;
    });
  }

  revise(actor: Actor, id: string, change: Partial<AssessmentDetails>): Promise<Row> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [assessment, [model]] = await Promise.all([
        tx.load(maturityAssessments, id),
        tx.read<ChosenModel>(ofAssessment, [id]),
      ]);
      assessment.revise(change, model?.capabilities ?? []);
      return tx.save(maturityAssessments, assessment);
    });
  }

  start(actor: Actor, id: string): Promise<Row> {
    return this.changed(actor, id, (assessment) => assessment.start());
  }

  submit(actor: Actor, id: string): Promise<Row> {
    return this.unitOfWork.run(actor, async (tx) => {
      // The assessment is locked first: whoever answers from now on comes too late.
      const [assessment, dossier, figures] = await Promise.all([
        tx.load(maturityAssessments, id),
        this.scores.dossier(tx, id),
        this.metrics.figures(tx),
      ]);
      assessment.submit(actor.subject, this.resultOf(dossier, figures), this.clock.now());
      return tx.save(maturityAssessments, assessment);
    });
  }

  return(actor: Actor, id: string, reason: string): Promise<Row> {
    return this.changed(actor, id, (assessment) => assessment.return(reason));
  }

  review(actor: Actor, id: string, notes: readonly ReviewNote[]): Promise<Row> {
    return this.changed(actor, id, (assessment) => assessment.review(actor.subject, notes, this.clock.now()));
  }

  finalize(actor: Actor, id: string): Promise<Row> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [assessment, , [before]] = await Promise.all([
        tx.load(maturityAssessments, id),
        tx.read(oneAtATime, [id]),
        tx.read<Precedent>(precedent, [id]),
      ]);
      assessment.finalize(actor.subject, before ?? null, this.clock.now());
      return tx.save(maturityAssessments, assessment);
    });
  }

  private changed(actor: Actor, id: string, verb: (assessment: MaturityAssessment) => void): Promise<Row> {
    return this.unitOfWork.run(actor, async (tx: Transaction) => {
      const assessment = await tx.load(maturityAssessments, id);
      verb(assessment);
      return tx.save(maturityAssessments, assessment);
    });
  }

  private resultOf(dossier: Dossier, figures: Figures): AssessmentResult {
    const { score, partnerScore } = this.scores.scores(dossier);
    const answered = dossier.sheets.filter(({ answers }) => answers.length > 0);
    const own = answered.filter(({ partnerId }) => partnerId === null);
    return {
      score,
      partnerScore,
      findings: this.metrics.findings(dossier.content, score, dossier.isOwn ? figures : new Map()),
      respondents: own.map(({ subject }) => subject),
      partnerRespondents: answered.length - own.length,
    };
  }
}
