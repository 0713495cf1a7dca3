import fc from 'fast-check';
import type { Verdict } from './approval.js';
import {
  applicationStatuses,
  PartnerApplication,
  type ApplicationForm,
  type ApplicationStatus,
  type PartnerApplicationState,
} from './partner-application.js';

const at = new Date('2026-02-01T09:00:00Z');
const form: ApplicationForm = {
  legalName: 'Northwind Systems Ltd',
  registrationNumber: null,
  website: null,
  country: 'GB',
  partnerType: 'value_added_reseller',
  territories: ['GB'],
  segments: ['enterprise'],
  capabilities: [],
  expectedYearlyRevenue: null,
  answers: {},
  referrer: null,
  contactName: 'Jo North',
  contactEmail: 'jo@northwind.example',
  consentAt: at,
};
const keys = { emailDomain: 'northwind.example', registrationKey: null, nameKey: 'northwind systems' };
const proceed: Verdict = {
  evaluationId: 'e1',
  partnershipType: 'strategic',
  flags: [],
  recommendation: 'proceed',
  provisional: false,
  evaluators: 2,
  knockouts: [],
};
const decision = { by: 'manager', at, reason: null, override: null };
const override = { by: 'director', reason: 'the only one in this market' };

const drafted = (): PartnerApplication => PartnerApplication.draft('a1', form, keys);
const inStatus = (status: ApplicationStatus, more: Partial<PartnerApplicationState> = {}): PartnerApplication =>
  new PartnerApplication({ ...drafted().state, status, ...more });

function refused(application: PartnerApplication, act: () => void, code: string): void {
  expect(act).toThrow(expect.objectContaining({ code }));
  expect(application.pullEvents()).toEqual([]);
}

describe('what an applicant was asked', () => {
  const asked = () => {
    const application = inStatus('submitted');
    application.requestInformation('manager', 'Who owns it?');
    return application;
  };

  it('is asked no more once somebody takes the application into review', () => {
    const application = asked();
    application.startReview('manager');
    expect(application.state).toMatchObject({ status: 'in_review', question: null });
  });

  it('keeps both answers when it is asked twice', () => {
    const application = asked();
    application.giveInformation('The founders.');
    application.requestInformation('manager', 'Who owns it?');
    application.giveInformation('A fund, since May.');
    expect(application.state.answers).toMatchObject({
      'Who owns it?': 'The founders.',
      'Who owns it? (2)': 'A fund, since May.',
    });
  });
});

describe('a partner application', () => {
  it('is submitted, reviewed and approved on an evaluation that says proceed', () => {
    const application = drafted();
    application.submit([], at);
    application.startReview('manager');
    application.approve('p1', proceed, decision);
    expect(application.pullEvents().map(({ type }) => type)).toEqual([
      'ApplicationDrafted',
      'PartnerApplied',
      'ReviewStarted',
      'PartnerApplicationApproved',
    ]);
    expect(application.state).toMatchObject({
      status: 'approved',
      partnerId: 'p1',
      evaluationId: 'e1',
      override: null,
    });
  });

  it('is held when it may be a company that is known, and not approved while held', () => {
    const application = drafted();
    application.submit([{ kind: 'partner', id: 'p9', on: ['email_domain'] }], at);
    expect(application.state).toMatchObject({ status: 'submitted', isHeldAsDuplicate: true });
    application.pullEvents();
    refused(application, () => application.approve('p1', proceed, decision), 'POSSIBLE_DUPLICATE');
    application.clearDuplicate('manager', 'a sister company');
    application.approve('p1', proceed, decision);
    expect(application.state.status).toBe('approved');
  });

  it('has nothing to clear when it is not held', () => {
    const application = inStatus('submitted');
    refused(application, () => application.clearDuplicate('manager', 'why not'), 'NOT_HELD');
  });

  it('is never approved without an evaluation', () => {
    const application = inStatus('in_review');
    refused(application, () => application.approve('p1', null, decision), 'EVALUATION_REQUIRED');
  });

  it('is not approved over a knock-out, not even by an override', () => {
    const application = inStatus('in_review');
    const knockedOut = { ...proceed, knockouts: [{ criterionId: 'A6', liftedBy: 'compliance' }] };
    refused(application, () => application.approve('p1', knockedOut, { ...decision, override }), 'KNOCKED_OUT');
  });

  it.each(['nurture', 'decline'] as const)(
    'is not approved against the recommendation to %s without an override',
    (recommendation) => {
      const application = inStatus('in_review');
      refused(
        application,
        () => application.approve('p1', { ...proceed, recommendation }, decision),
        'OVERRIDE_REQUIRED',
      );
    },
  );

  it('is not approved by an override on the word of one evaluator', () => {
    const application = inStatus('in_review');
    refused(
      application,
      () =>
        application.approve('p1', { ...proceed, recommendation: 'decline', evaluators: 1 }, { ...decision, override }),
      'SECOND_EVALUATOR_REQUIRED',
    );
  });

  it('keeps who overrode the recommendation and why', () => {
    const application = inStatus('in_review');
    application.approve('p1', { ...proceed, recommendation: 'decline' }, { ...decision, override });
    expect(application.state.override).toEqual(override);
  });

  it('keeps no override that the recommendation did not need', () => {
    const application = inStatus('in_review');
    application.approve('p1', proceed, { ...decision, override });
    expect(application.state.override).toBeNull();
  });

  it('goes back to review with the answer to the question that was asked', () => {
    const application = inStatus('in_review');
    application.requestInformation('manager', 'Who owns the company?');
    refused(
      (application.pullEvents(), application),
      () => application.approve('p1', proceed, decision),
      'INVALID_TRANSITION',
    );
    application.giveInformation('The founders.');
    expect(application.state).toMatchObject({
      status: 'in_review',
      question: null,
      answers: { 'Who owns the company?': 'The founders.' },
    });
  });

  it('can be revised as a draft only', () => {
    const application = inStatus('submitted');
    refused(application, () => application.revise({ legalName: 'Other' }, {}), 'INVALID_TRANSITION');
  });

  it('moves on no verb at all once it is decided or withdrawn', () => {
    const verbs: ((application: PartnerApplication) => void)[] = [
      (application) => application.submit([], at),
      (application) => application.startReview('manager'),
      (application) => application.requestInformation('manager', 'Why?'),
      (application) => application.giveInformation('Because.'),
      (application) => application.approve('p1', proceed, decision),
      (application) => application.reject('manager', 'no', at),
      (application) => application.withdraw(at),
      (application) => application.revise({}, {}),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(
          ...applicationStatuses.filter((status) => ['approved', 'rejected', 'withdrawn'].includes(status)),
        ),
        fc.constantFrom(...verbs),
        (status, verb) => {
          const application = inStatus(status);
          refused(application, () => verb(application), 'INVALID_TRANSITION');
        },
      ),
    );
  });
});
