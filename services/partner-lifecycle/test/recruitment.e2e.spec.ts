import { testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { compliance, finance, manager, partnerUser, readonlyUser, second } from './people.js';
import {
  activePartner,
  application,
  apply,
  approvedPartner,
  completeTasks,
  evaluate,
  expectStatus,
  scores,
  sign,
} from './recruitment.js';

let service: TestService;
beforeAll(async () => {
  service = await testService(definition);
});
afterAll(() => service.close());

const published = async (key: string): Promise<string[]> => {
  const rows = await service.adminQuery<{ type: string }>(
    `SELECT type FROM history WHERE entity_id = $1 ORDER BY version`,
    [key],
  );
  return rows.map(({ type }) => type);
};

describe('A reseller', () => {
  it('applies, is evaluated and approved, signs, does its tasks, and is active', async () => {
    const applied = await apply(service);
    expect(applied).toMatchObject({ status: 'submitted', question: null });
    const { id } = applied;
    const evaluation = await evaluate(service, { applicationId: id });
    expect(evaluation).toMatchObject({
      status: 'completed',
      type: 'strategic',
      recommendation: 'proceed',
      stage: 'candidate',
      missing: [],
    });
    expect(evaluation.parameters.interest).toMatchObject({ score: 80, coverage: 1 });

    const review = await service.call(`POST /v1/partner-applications/${id}/start-review`, { as: manager, body: {} });
    expect(review.body).toMatchObject({ status: 'in_review', assignedTo: 'manager', warnings: [] });
    const approved = expectStatus(
      await service.call(`POST /v1/partner-applications/${id}/approve`, { as: manager, body: {} }),
      200,
    );
    const { partnerId } = approved;
    const self = partnerUser(partnerId);
    const partner = async () => expectStatus(await service.call(`GET /v1/partners/${partnerId}`, { as: self }), 200);
    expect(await partner()).toMatchObject({
      status: 'onboarding',
      unsignedAgreements: ['partner_agreement', 'deal_registration_terms'],
    });

    await sign(service, partnerId, 'partner_agreement');
    await completeTasks(service, partnerId, 'accept_roles', 'accept_brand_guidelines', 'invite_users');
    expect((await partner()).status).toBe('onboarding');
    await sign(service, partnerId, 'deal_registration_terms');
    expect(await partner()).toMatchObject({
      status: 'active',
      unsignedAgreements: [],
      number: expect.stringMatching(/^P-\d{4}-\d{6}$/),
    });
    expect(await published(partnerId)).toContain('PartnerActivated');
    const users = await service.call('GET /v1/partner-users', { as: self });
    expect(users.body.items).toMatchObject([{ status: 'invited', roles: ['partner_admin'] }]);
  });

  it('follows its application by its link alone, and learns nothing of matches and people', async () => {
    const applied = await apply(service);
    const status = await service.call(`GET ${applied.statusLink}`);
    expect(status.body).toEqual(applied);
    expect(Object.keys(status.body).sort()).toEqual([
      'id',
      'legalName',
      'number',
      'question',
      'status',
      'statusLink',
      'submittedAt',
    ]);
    const other = await apply(service);
    const token = applied.statusLink.split('token=')[1];
    const wrong = [
      `/v1/partner-applications/${other.id}/status?token=${token}`,
      `/v1/partner-applications/${applied.id}/status`,
      `${applied.statusLink}0`,
      `/v1/partner-applications/${applied.id}/status?token=99999999999.${'0'.repeat(64)}`,
    ];
    for (const path of wrong) expect((await service.call(`GET ${path}`)).status).toBe(404);
    expect((await service.call(`GET /v1/partner-applications/${applied.id}`)).status).toBe(401);
  });

  it('answers the question that it is asked', async () => {
    const { id, statusLink } = await apply(service);
    expectStatus(
      await service.call(`POST /v1/partner-applications/${id}/request-information`, {
        as: manager,
        body: { question: 'Who owns it?' },
      }),
      200,
    );
    expect((await service.call(`GET ${statusLink}`)).body).toMatchObject({
      status: 'info_requested',
      question: 'Who owns it?',
    });
    const path = statusLink.replace('/status?', '/answer?');
    expectStatus(await service.call(`POST ${path}`, { body: { answer: 'The founders.' } }), 200);
    const read = await service.call(`GET /v1/partner-applications/${id}`, { as: readonlyUser });
    expect(read.body).toMatchObject({ status: 'in_review', answers: { 'Who owns it?': 'The founders.' } });
  });

  it('may keep a draft, change it, submit it once and withdraw it', async () => {
    const { id, statusLink, status } = await apply(service, { draft: true });
    expect(status).toBe('draft');
    const at = (verb: string): string => statusLink.replace('/status?', `/${verb}?`);
    expectStatus(await service.call(`PATCH ${statusLink}`, { body: { legalName: 'Renamed Networks' } }), 200);
    expect(expectStatus(await service.call(`POST ${at('submit')}`), 200)).toMatchObject({
      status: 'submitted',
      legalName: 'Renamed Networks',
    });
    expect(await service.call(`POST ${at('submit')}`)).toMatchObject({
      status: 409,
      body: { code: 'INVALID_TRANSITION' },
    });
    expect(expectStatus(await service.call(`POST ${at('withdraw')}`), 200).status).toBe('withdrawn');
    expect(await service.call(`POST /v1/partner-applications/${id}/approve`, { as: manager, body: {} })).toMatchObject({
      status: 409,
    });
  });

  it('is one applicant and one event, however often it sends the same key', async () => {
    const call = { body: application(), headers: { 'idempotency-key': 'apply-1' } };
    const first = await service.call('POST /v1/partner-applications', call);
    const again = await service.call('POST /v1/partner-applications', call);
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });
});

describe('A possible duplicate', () => {
  it('of a partner by its e-mail domain is held, and nobody gets access', async () => {
    const email = 'first@held.example';
    const partnerId = await approvedPartner(service, { contact: { name: 'First', email } });
    const { id, status } = await apply(service, { contact: { name: 'Other', email: 'someone@HELD.example' } });
    expect(status).toBe('submitted');
    const held = expectStatus(await service.call(`GET /v1/partner-applications/${id}`, { as: manager }), 200);
    expect(held).toMatchObject({ isHeldAsDuplicate: true, warnings: ['POSSIBLE_DUPLICATE', 'UNASSIGNED'] });
    expect(held.possibleDuplicates).toEqual([{ kind: 'partner', id: partnerId, on: ['email_domain'] }]);
    await evaluate(service, { applicationId: id });
    const refused = await service.call(`POST /v1/partner-applications/${id}/approve`, { as: manager, body: {} });
    expect(refused).toMatchObject({ status: 409, body: { code: 'POSSIBLE_DUPLICATE' } });
    expect(await published(id)).not.toContain('PartnerApplicationApproved');
    const [users] = await service.adminQuery<{ count: string }>(
      `SELECT count(*) FROM partner_user WHERE email = 'someone@HELD.example'`,
    );
    expect(users?.count).toBe('0');
    expectStatus(
      await service.call(`POST /v1/partner-applications/${id}/clear-duplicate`, {
        as: manager,
        body: { reason: 'a sister company' },
      }),
      200,
    );
    expectStatus(await service.call(`POST /v1/partner-applications/${id}/approve`, { as: manager, body: {} }), 200);
  });

  it('is found by name and by registration number in another form', async () => {
    await apply(service, { legalName: 'Größe & Söhne GmbH', registrationNumber: 'HRB 77-88' });
    const byName = await apply(service, { legalName: 'GROESSE Sohne' });
    const byNumber = await apply(service, { registrationNumber: 'hrb7788' });
    const both = await Promise.all(
      [byName, byNumber].map(({ id }) => service.call(`GET /v1/partner-applications/${id}`, { as: manager })),
    );
    expect(both.map(({ body }) => body.possibleDuplicates.map((match: { on: string[] }) => match.on))).toEqual([
      [['name']],
      [['registration_number']],
    ]);
  });

  it('is found among eight that apply in the same moment: one passes, seven are held', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        apply(service, { contact: { name: 'Racer', email: `r${index}@race.example` } }),
      ),
    );
    const rows = await service.adminQuery<{ held: boolean }>(
      'SELECT is_held_as_duplicate AS held FROM partner_application WHERE id = ANY ($1::uuid[])',
      [answers.map(({ id }) => id)],
    );
    expect(rows.filter(({ held }) => held)).toHaveLength(7);
  });
});

describe('An approval', () => {
  const approve = (id: string, body: object = {}) =>
    service.call(`POST /v1/partner-applications/${id}/approve`, { as: manager, body });

  it('needs a completed evaluation', async () => {
    const { id } = await apply(service);
    expect(await approve(id)).toMatchObject({ status: 422, body: { code: 'EVALUATION_REQUIRED' } });
    expect(await published(id)).toEqual(['ApplicationDrafted', 'PartnerApplied']);
  });

  it('as strategic needs a second evaluator, and the evaluation says so before anybody runs into it', async () => {
    const { id } = await apply(service);
    const opened = expectStatus(
      await service.call('POST /v1/partner-evaluations', {
        as: manager,
        body: { applicationId: id, scores: scores(4) },
      }),
      201,
    );
    expect(opened).toMatchObject({
      status: 'open',
      type: 'strategic',
      missing: [{ code: 'SECOND_EVALUATOR_REQUIRED' }],
    });
    expect(await service.call(`POST /v1/partner-evaluations/${opened.id}/complete`, { as: manager })).toMatchObject({
      status: 422,
      body: { code: 'SECOND_EVALUATOR_REQUIRED' },
    });
    const scored = await service.call(`POST /v1/partner-evaluations/${opened.id}/score`, {
      as: second,
      body: { scores: scores(4, { I1: 2 }) },
    });
    expect(scored.body).toMatchObject({ missing: [], evaluators: 2, discussion: [{ criterionId: 'I1', spread: 2 }] });
  });

  it('against the recommendation needs an override by name, and that a second evaluator', async () => {
    const { id } = await apply(service);
    const opened = expectStatus(
      await service.call('POST /v1/partner-evaluations', {
        as: manager,
        body: { applicationId: id, scores: scores(2) },
      }),
      201,
    );
    expectStatus(await service.call(`POST /v1/partner-evaluations/${opened.id}/complete`, { as: manager }), 200);
    expect(await approve(id)).toMatchObject({ status: 422, body: { code: 'OVERRIDE_REQUIRED' } });
    const override = { override: { reason: 'the only one in this market' } };
    expect(await approve(id, override)).toMatchObject({ status: 422, body: { code: 'SECOND_EVALUATOR_REQUIRED' } });
    expectStatus(
      await service.call(`POST /v1/partner-evaluations/${opened.id}/score`, {
        as: second,
        body: { scores: scores(2) },
      }),
      200,
    );
    expect(await approve(id, override)).toMatchObject({ status: 422, body: { code: 'EVALUATION_REQUIRED' } });
    expectStatus(await service.call(`POST /v1/partner-evaluations/${opened.id}/complete`, { as: manager }), 200);
    expect(expectStatus(await approve(id, override), 200)).toMatchObject({
      override: { by: 'manager', reason: 'the only one in this market' },
    });
  });

  it('over a knock-out needs the role that may lift it, in writing', async () => {
    const { id } = await apply(service);
    const given = scores(4, { A6: 0 });
    const { id: evaluationId } = expectStatus(
      await service.call('POST /v1/partner-evaluations', { as: manager, body: { applicationId: id, scores: given } }),
      201,
    );
    expectStatus(
      await service.call(`POST /v1/partner-evaluations/${evaluationId}/score`, { as: second, body: { scores: given } }),
      200,
    );
    const done = expectStatus(
      await service.call(`POST /v1/partner-evaluations/${evaluationId}/complete`, { as: manager }),
      200,
    );
    expect(done.knockouts).toEqual([{ criterionId: 'A6', liftedBy: 'compliance' }]);
    expect(await approve(id, { override: { reason: 'I insist' } })).toMatchObject({
      status: 422,
      body: { code: 'KNOCKED_OUT' },
    });
    const lift = { criterionId: 'A6', reason: 'the finding was closed' };
    for (const as of [manager, finance]) {
      expect(
        await service.call(`POST /v1/partner-evaluations/${evaluationId}/lift-knockout`, { as, body: lift }),
      ).toMatchObject({ status: 403, body: { code: 'KNOCKOUT_ROLE' } });
    }
    expectStatus(
      await service.call(`POST /v1/partner-evaluations/${evaluationId}/lift-knockout`, { as: compliance, body: lift }),
      200,
    );
    expectStatus(await approve(id), 200);
  });

  it('happens once, however many click at the same moment', async () => {
    const { id } = await apply(service);
    await evaluate(service, { applicationId: id });
    const answers = await Promise.all(Array.from({ length: 8 }, () => approve(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    const partners = await service.adminQuery('SELECT id FROM partner WHERE application_id = $1', [id]);
    expect(partners).toHaveLength(1);
  });
});

describe('An agreement', () => {
  it('in a new mandatory revision takes the old one out of force until it is signed', async () => {
    const partnerId = await activePartner(service);
    const offer = { partnerId, kind: 'deal_registration_terms', revision: '2' };
    expectStatus(await service.call('POST /v1/agreements', { as: manager, body: offer }), 201);
    const self = partnerUser(partnerId);
    expect((await service.call(`GET /v1/partners/${partnerId}`, { as: self })).body).toMatchObject({
      status: 'active',
      unsignedAgreements: ['deal_registration_terms'],
    });
    expect(await service.call('POST /v1/agreements', { as: manager, body: { ...offer, revision: '3' } })).toMatchObject(
      { status: 409, body: { code: 'OFFERED_ALREADY' } },
    );
    const signed = await sign(service, partnerId, 'deal_registration_terms');
    expect(signed).toMatchObject({ status: 'signed', revision: '2' });
    expect((await service.call(`GET /v1/partners/${partnerId}`, { as: self })).body.unsignedAgreements).toEqual([]);
    const superseded = await service.call('GET /v1/agreements?status=superseded', { as: self });
    expect(superseded.body.items).toMatchObject([{ revision: '1' }]);
  });

  it('is not signed by the vendor', async () => {
    const partnerId = await approvedPartner(service);
    const { items } = (await service.call(`GET /v1/agreements?partnerId=${partnerId}`, { as: manager })).body;
    const integrator = { ...manager, scopes: ['agreements:write'] };
    expect(
      await service.call(`POST /v1/agreements/${items[0].id}/sign`, { as: integrator, body: { name: 'X' } }),
    ).toMatchObject({ status: 403, body: { code: 'SIGNED_BY_PARTNER' } });
  });
});

describe('A re-evaluation', () => {
  it('goes on from the evaluation of the application, and a dip inside the band flips nothing', async () => {
    const partnerId = await activePartner(service);
    const evaluation = await evaluate(service, { partnerId }, 3);
    expect(evaluation).toMatchObject({ stage: 'active', type: 'strategic' });
    const dip = scores(3, { I5: 2 });
    const { id } = expectStatus(
      await service.call('POST /v1/partner-evaluations', { as: manager, body: { partnerId, scores: dip } }),
      201,
    );
    expectStatus(
      await service.call(`POST /v1/partner-evaluations/${id}/score`, { as: second, body: { scores: dip } }),
      200,
    );
    const dipped = expectStatus(
      await service.call(`POST /v1/partner-evaluations/${id}/complete`, { as: manager }),
      200,
    );
    expect([dipped.parameters.interest.score < 60, dipped.type]).toEqual([true, 'strategic']);
    const fallen = await evaluate(service, { partnerId }, 2);
    expect(fallen.type).toBe('ineffective');
    const partner = await service.call(`GET /v1/partners/${partnerId}`, { as: manager });
    expect(partner.body.partnership).toMatchObject({ type: 'ineffective', evaluationId: fallen.id });
  });
});
