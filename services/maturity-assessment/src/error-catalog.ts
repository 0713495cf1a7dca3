import type { ErrorCatalog } from '@tributary/http';

export const errors = {
  RELEASE_KNOWN: { status: 409, title: 'The release is there already', remedy: 'Give the model a new release.' },
  MODEL_UNFIT: {
    status: 422,
    title: 'Nobody can be assessed by this model',
    remedy: 'Mend what `errors` names and publish again.',
  },
  MODEL_SEALED: { status: 409, title: 'A published release never changes', remedy: 'Draft the next release.' },
  CAPABILITY_UNKNOWN: {
    status: 422,
    title: 'The model has no such capability',
    remedy: 'Name capabilities of the model that the assessment began with.',
  },
  TARGET_TWICE: { status: 422, title: 'A capability has two targets', remedy: 'Name each capability once.' },
  NOT_OPEN_TO_PARTNERS: {
    status: 422,
    title: 'The assessment is not open to partners',
    remedy: 'Set `isOpenToPartners` before naming people of partners.',
  },
  PARTNER_SUSPENDED: {
    status: 403,
    title: 'The partner is suspended or terminated',
    remedy: 'Settle with the channel manager what led to the suspension.',
  },
  PARTNER_NOT_ACTIVE: {
    status: 422,
    title: 'People of a suspended or terminated partner are not asked',
    remedy: 'Name people of partners that are active.',
  },
  RESPONDENT_KNOWN: { status: 409, title: 'The person is a respondent already', remedy: 'Name each person once.' },
  RESPONDENT_DISMISSED: {
    status: 409,
    title: 'The person is no respondent any more',
    remedy: 'Name the person again if that is wanted.',
  },
  NOT_A_RESPONDENT: {
    status: 403,
    title: 'Only respondents answer',
    remedy: 'Ask who runs the assessment to name you as a respondent.',
  },
  ANSWERS_CLOSED: {
    status: 409,
    title: 'The assessment takes no answers now',
    remedy: 'Answers are taken while it is `in_progress`; have it started, or returned.',
  },
  QUESTION_NOT_ASKED: {
    status: 422,
    title: 'The question is not asked here',
    remedy: 'Name questions of the model; the short form asks the core questions alone.',
  },
  QUESTION_TWICE: { status: 422, title: 'A question has two answers', remedy: 'Answer each question once in a call.' },
  ANSWER_UNCLEAR: {
    status: 422,
    title: 'It is neither a level nor not applicable, or both',
    remedy: 'Give `level`, or say in `notApplicableBecause` why the question does not apply.',
  },
  QUESTIONS_OPEN: {
    status: 422,
    title: 'Questions have no answer',
    remedy: 'Have those that `errors` names answered, or declared not applicable with a reason.',
  },
  NOTHING_APPLIES: {
    status: 422,
    title: 'Nothing that is asked applies',
    remedy: 'An organization to which no question applies has no level.',
  },
  SOLE_RESPONDENT: {
    status: 403,
    title: 'You alone have answered',
    remedy: 'Let another person review the assessment.',
  },
  FLAG_UNEXPLAINED: {
    status: 422,
    title: 'More was declared than is measured',
    remedy: 'Give a note for each question that `errors` names.',
  },
  ASSESSMENT_SEALED: {
    status: 409,
    title: 'A final assessment never changes',
    remedy: 'Open a new assessment of the organization.',
  },
} as const satisfies ErrorCatalog;
