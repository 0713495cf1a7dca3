import {
  certificationEarnedV1,
  certificationExpiredV1,
  certificationRevokedV1,
  productFamilyChangedV1,
  type CertificationV1,
} from '@tributary/contracts';
import { Database } from '@tributary/persistence';
import { eventually, tell, type TestService, vendor } from '@tributary/testing';
import { deal, dealsOf, lines, northwind, reseller, rival, salesService } from './sales.js';

let service: TestService;
let deals: ReturnType<typeof dealsOf>;

beforeAll(async () => {
  service = await salesService();
  deals = dealsOf(service);
});
afterAll(() => service.close());

const { family } = productFamilyChangedV1.sample;
const held: CertificationV1 = {
  ...certificationEarnedV1.sample.certification,
  partnerId: northwind,
  validUntil: '2099-12-31',
};
const asking = (requiredCertification: string | null, sequence: number) =>
  tell(service, productFamilyChangedV1, family.id, { family: { ...family, requiredCertification } }, { sequence });
const missing = {
  status: 403,
  body: {
    code: 'CERTIFICATION_MISSING',
    detail: 'Family GTX asks for certification GTX-SALES, which nobody of the partner holds today.',
  },
};

it('a family that asks for a certification is registered by those alone who hold it on that day', async () => {
  expect(await deals.register(reseller, deal())).toMatchObject({ status: 201 });
  const draft = (await deals.register(reseller, deal({ draft: true }))).body.id;
  await asking('GTX-SALES', 1);
  await eventually(async () => expect(await deals.register(reseller, deal())).toMatchObject(missing));
  expect(await deals.verb(reseller, draft, 'submit')).toMatchObject(missing);
  expect(await deals.check(reseller, deal())).toMatchObject({
    body: { eligible: false, failing: [{ code: 'CERTIFICATION_MISSING', pointer: '/lines' }] },
  });
  // Another family asks for nothing, and a draft is not submitted.
  expect(await deals.register(reseller, deal({ lines: lines('20000.00', 'MG-SPECIAL') }))).toMatchObject({
    status: 201,
  });
  expect(await deals.register(reseller, deal({ draft: true }))).toMatchObject({ status: 201 });

  await tell(service, certificationEarnedV1, held.id, { certification: held, evidence: 'exam' }, { sequence: 1 });
  await eventually(async () => {
    expect(await deals.verb(reseller, draft, 'submit')).toMatchObject({ status: 200, body: { status: 'approved' } });
  });
  expect(await deals.register(rival, deal())).toMatchObject(missing);
});

it('what was expired or taken back counts no more, in whatever order it is told', async () => {
  const revoked = {
    certification: { ...held, status: 'revoked' as const },
    cause: 'holder_left' as const,
    revokedAt: held.earnedAt,
  };
  await tell(service, certificationRevokedV1, held.id, revoked, { sequence: 4 });
  await eventually(async () => expect(await deals.register(reseller, deal())).toMatchObject(missing));
  const expired = { certification: { ...held, status: 'expired' as const } };
  await tell(service, certificationExpiredV1, held.id, expired, { sequence: 3 });
  await tell(service, certificationEarnedV1, held.id, { certification: held, evidence: 'exam' }, { sequence: 2 });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await deals.register(reseller, deal())).toMatchObject(missing);
});

it('a partner’s login sees what its own people hold, and no rival’s', async () => {
  const seen = async (partnerId: string) => {
    const client = await service.running.app.get(Database, { strict: false }).pool('partner').connect();
    try {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.partner_id', $1, true)`, [partnerId]);
      return (await client.query('SELECT FROM certification_replica')).rowCount;
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  };
  expect([await seen(northwind), await seen(rival.partnerId!)]).toEqual([1, 0]);
});

it('a family asks for nothing any more', async () => {
  await asking(null, 2);
  await eventually(async () => expect(await deals.register(reseller, deal())).toMatchObject({ status: 201 }));
});

it('a program that asks for a certification is for those alone who hold it, whatever the family', async () => {
  const asked = { ...(await standard()), name: 'Certified', certifications: ['GTX-SALES'] };
  const { status, body: program } = await service.call('POST /v1/deal-programs', { as: vendor('admin'), body: asked });
  expect({ status, certifications: program.certifications }).toEqual({ status: 201, certifications: ['GTX-SALES'] });
  const under = (programId?: string) =>
    deals.register(reseller, deal({ lines: lines('20000.00', 'MG-SPECIAL'), ...(programId && { programId }) }));
  expect(await under(program.id)).toMatchObject({
    status: 403,
    body: {
      code: 'CERTIFICATION_MISSING',
      detail: 'The program asks for certification GTX-SALES, which nobody of the partner holds today.',
    },
  });
  expect(await under()).toMatchObject({ status: 201 });
  await tell(service, certificationEarnedV1, held.id, { certification: held, evidence: 'exam' }, { sequence: 5 });
  await eventually(async () => expect(await under(program.id)).toMatchObject({ status: 201 }));
});

/** The terms of the standard program, as somebody would state them anew. */
async function standard(): Promise<Record<string, unknown>> {
  const { body } = await service.call('GET /v1/deal-programs', { as: vendor('admin') });
  const {
    id: _id,
    version: _v,
    isDefault: _d,
    effectiveFrom: _f,
    createdBy: _b,
    createdAt: _a,
    ...terms
  } = body.items[0];
  return terms;
}
