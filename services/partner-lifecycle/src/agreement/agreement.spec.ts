import fc from 'fast-check';
import { Agreement, agreementStatuses, type AgreementState } from './agreement.js';

const at = new Date('2026-01-31T09:00:00Z');
const offer = {
  id: 'g1',
  partnerId: 'p1',
  kind: 'deal_registration_terms',
  revision: '2',
  title: 'Deal registration terms',
  documentUrl: null,
  isMandatory: true,
  validMonths: 12,
} as const;
const signature = { signedBy: 'jo', name: 'Jo North', title: 'CEO', effectiveOn: null };

function offered(more: Partial<AgreementState> = {}): Agreement {
  const agreement = new Agreement({ ...Agreement.offer(offer, 'manager', at).state, ...more });
  return agreement;
}
function signed(): Agreement {
  const agreement = offered();
  agreement.sign(signature, at);
  agreement.pullEvents();
  return agreement;
}
function refused(agreement: Agreement, act: () => void, code: string): void {
  expect(act).toThrow(expect.objectContaining({ code }));
  expect(agreement.pullEvents()).toEqual([]);
}

describe('an agreement', () => {
  it('is valid from its signature through its last day', () => {
    expect(signed().state).toMatchObject({
      status: 'signed',
      effectiveOn: '2026-01-31',
      expiresOn: '2027-01-30',
      signatoryName: 'Jo North',
    });
  });

  it('of a month signed on the 31st ends on the day before the last of February', () => {
    const agreement = offered({ validMonths: 1 });
    agreement.sign(signature, at);
    expect(agreement.state.expiresOn).toBe('2026-02-27');
  });

  it('takes effect on the day of its signature, wherever on earth that is, and on no day of its own choice', () => {
    const agreement = offered();
    refused(agreement, () => agreement.sign({ ...signature, effectiveOn: '2026-01-30' }, at), 'EFFECTIVE_IN_THE_PAST');
    refused(agreement, () => agreement.sign({ ...signature, effectiveOn: '2026-02-02' }, at), 'EFFECTIVE_TOO_LATE');
    agreement.sign({ ...signature, effectiveOn: '2026-02-01' }, at);
    expect(agreement.state).toMatchObject({ effectiveOn: '2026-02-01', expiresOn: '2027-01-31' });
  });

  it('gives notice 90, 30 and 7 days before its end, and then expires', () => {
    const agreement = signed();
    const told: unknown[] = [];
    for (let step = 0; agreement.state.dueAt !== null && step < 10; step += 1) {
      agreement.passTime(agreement.state.dueAt);
      told.push(...agreement.pullEvents());
    }
    expect(told).toEqual([
      { type: 'AgreementExpiring', daysLeft: 90 },
      { type: 'AgreementExpiring', daysLeft: 30 },
      { type: 'AgreementExpiring', daysLeft: 7 },
      { type: 'AgreementExpired' },
    ]);
  });

  it('gives one notice, not three, when time passed unseen', () => {
    const agreement = signed();
    agreement.passTime(new Date('2027-01-25T00:00:00Z'));
    agreement.passTime(new Date('2027-01-25T00:00:00Z'));
    expect(agreement.pullEvents()).toEqual([{ type: 'AgreementExpiring', daysLeft: 5 }]);
  });

  it('is still valid on its last day', () => {
    const agreement = signed();
    agreement.passTime(new Date('2027-01-30T23:59:59Z'));
    expect(agreement.state.status).toBe('signed');
    agreement.passTime(new Date('2027-01-31T00:00:00Z'));
    expect(agreement.state.status).toBe('expired');
  });

  it('never expires without an end, and waits for nothing', () => {
    const agreement = offered({ validMonths: null });
    agreement.sign(signature, at);
    expect(agreement.state).toMatchObject({ expiresOn: null, dueAt: null });
  });

  it('is signed once', () => {
    const agreement = signed();
    refused(agreement, () => agreement.sign(signature, at), 'INVALID_TRANSITION');
  });

  it('is revoked while it is an offer, terminated when it is signed, not the other way round', () => {
    const unsigned = offered();
    refused(unsigned, () => unsigned.terminate('manager', 'over'), 'INVALID_TRANSITION');
    const agreement = signed();
    refused(agreement, () => agreement.revoke('manager', 'wrong text'), 'INVALID_TRANSITION');
  });

  it('does nothing more once it has ended', () => {
    const verbs: ((agreement: Agreement) => void)[] = [
      (a) => a.sign(signature, at),
      (a) => a.supersede('g2'),
      (a) => a.revoke('m', 'r'),
      (a) => a.terminate('m', 'r'),
    ];
    const ended = agreementStatuses.filter((status) => status !== 'offered' && status !== 'signed');
    fc.assert(
      fc.property(fc.constantFrom(...ended), fc.constantFrom(...verbs), (status, verb) => {
        const agreement = offered({ status });
        refused(agreement, () => verb(agreement), 'INVALID_TRANSITION');
      }),
    );
  });
});
