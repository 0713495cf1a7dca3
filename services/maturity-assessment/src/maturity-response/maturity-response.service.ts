import { Injectable } from '@nestjs/common';
import { Clock, Conflict, Forbidden, Ids, NotFound, RuleViolation, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { PartnerService } from '../partner/partner.service.js';
import {
  MaturityResponse,
  respondentOf,
  type Asked,
  type GivenAnswer,
  type MaturityResponseState,
  type Respondent,
} from './maturity-response.js';
import { maturityResponses } from './maturity-response.schema.js';

type Row = Saved<MaturityResponseState>;

// A partner's person is asked by an assessment that is open to partners and has begun.
const asked = `
  SELECT a.status, ARRAY(SELECT q ->> 'id' FROM jsonb_array_elements(jsonb_path_query_array(m.capabilities, '$[*].questions[*]')) q
                          WHERE a.form = 'full' OR (q ->> 'core')::boolean) AS questions
    FROM maturity_assessment a JOIN maturity_model m ON m.id = a.model_id
   WHERE a.id = $1 AND ($2::uuid IS NULL OR a.is_open_to_partners AND a.status <> 'draft')`;

const opened = 'SELECT status, is_open_to_partners AS "isOpenToPartners" FROM maturity_assessment WHERE id = $1';
const unfinished = ['draft', 'in_progress'];

@Injectable()
export class MaturityResponseService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly partners: PartnerService,
  ) {}

  /** In the flight that opens an assessment. */
  refuseToAsk(tx: Transaction, respondents: readonly Respondent[]): Promise<void> {
    return this.partners.refuseToAsk(tx, respondents);
  }

  /** In the transaction that opens the assessment. */
  begin(tx: Transaction, assessmentId: string, respondents: readonly Respondent[]): void {
    for (const respondent of respondents)
      tx.save(maturityResponses, MaturityResponse.begin(this.ids.next(), assessmentId, respondent));
  }

  name(actor: Actor, assessmentId: string, respondent: Respondent): Promise<Row> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [known] = await Promise.all([
        tx.findBy(maturityResponses, 'respondent', respondentOf(assessmentId, respondent)),
        this.requireOpen(tx, assessmentId, respondent.partnerId),
        this.partners.refuseToAsk(tx, [respondent]),
      ]);
      known?.nameAgain(respondent.role);
      const response = known ?? MaturityResponse.begin(this.ids.next(), assessmentId, respondent);
      return tx.save(maturityResponses, response);
    });
  }

  dismiss(actor: Actor, assessmentId: string, responseId: string, reason: string): Promise<Row> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [response] = await Promise.all([
        tx.load(maturityResponses, responseId),
        this.requireOpen(tx, assessmentId, null),
      ]);
      if (response.state.assessmentId !== assessmentId) throw new NotFound(maturityResponses.noun);
      response.dismiss(reason);
      return tx.save(maturityResponses, response);
    });
  }

  /** Of the person who asks, and of nobody else. */
  answer(actor: Actor, assessmentId: string, given: readonly GivenAnswer[]): Promise<Row> {
    const partnerId = actor.partnerId ?? null;
    return this.unitOfWork.run(actor, async (tx) => {
      const [response, [assessment], standing] = await Promise.all([
        tx.findBy(maturityResponses, 'respondent', respondentOf(assessmentId, { subject: actor.subject, partnerId })),
        tx.read<Asked>(asked, [assessmentId, partnerId]),
        this.partners.standingOf(tx, partnerId),
      ]);
      const isNamed = response !== null && !response.state.isDismissed;
      if (assessment === undefined || (partnerId !== null && !isNamed)) throw new NotFound('maturity assessment');
      if (!isNamed) throw new Forbidden('NOT_A_RESPONDENT', 'Only who is named as a respondent answers.');
      this.partners.refuseBarred(standing);
      response.answer(given, assessment, this.clock.now());
      return tx.save(maturityResponses, response);
    });
  }

  private async requireOpen(tx: Transaction, assessmentId: string, partnerId: string | null): Promise<void> {
    const [found] = await tx.read<{ status: string; isOpenToPartners: boolean }>(opened, [assessmentId]);
    if (found === undefined) throw new NotFound('maturity assessment');
    if (!unfinished.includes(found.status))
      throw new Conflict('ANSWERS_CLOSED', `An assessment that is ${found.status} keeps its respondents.`);
    if (partnerId !== null && !found.isOpenToPartners)
      throw new RuleViolation('NOT_OPEN_TO_PARTNERS', 'Open the assessment to partners first.');
  }
}
