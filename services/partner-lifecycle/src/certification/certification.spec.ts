import type { Edition } from '../certification-definition/edition.js';
import { Certification } from './certification.js';
import type { Evidence, Held } from './evidence.js';

const terms: Edition = {
  from: '2026-01-01',
  families: ['GTX'],
  validMonths: 12,
  renewalWindowDays: 60,
  prerequisites: [],
  evidence: ['exam', 'completion'],
  minimumScore: 70,
};
const holder = { id: 'c1', partnerId: 'p1', userId: 'u1' };
const subject = { definitionId: 'd1', definitionCode: 'EXPERT', definitionName: 'Expert', kind: 'technical' } as const;
const day = (on: string) => new Date(`${on}T10:00:00Z`);
const exam = (on: string, score: number | null = 80): Evidence => ({
  kind: 'exam',
  score,
  reference: null,
  system: null,
  at: day(on).toISOString(),
});
const now = day('2026-01-05');

function earn(more: Partial<Edition> = {}, evidence = exam('2026-01-05'), held: Held[] = [], at = now): Certification {
  return Certification.earn(holder, subject, { ...terms, ...more }, evidence, held, at);
}
function earned(more: Partial<Edition> = {}): Certification {
  const certification = earn(more);
  certification.pullEvents();
  return certification;
}
const code = (expected: string) => expect.objectContaining({ code: expected });
function refused(certification: Certification, act: () => void, expected: string): void {
  expect(act).toThrow(code(expected));
  expect(certification.pullEvents()).toEqual([]);
}

describe('earning a certification', () => {
  it('gives what the edition of the day gives, for its months', () => {
    const certification = earn();
    expect(certification.pullEvents()).toEqual([{ type: 'CertificationEarned', evidence: exam('2026-01-05') }]);
    expect(certification.state).toMatchObject({
      status: 'active',
      families: ['GTX'],
      validUntil: '2027-01-04',
      renewableFrom: '2026-11-05',
      dueAt: new Date('2026-10-06T00:00:00Z'),
    });
    expect(earn({ validMonths: null }).state).toMatchObject({ validUntil: null, renewableFrom: null, dueAt: null });
  });

  it.each([
    ['a score that is too low', exam('2026-01-05', 69), {}, 'SCORE_TOO_LOW'],
    ['an exam without a score', exam('2026-01-05', null), {}, 'SCORE_TOO_LOW'],
    ['a mere confirmation', { ...exam('2026-01-05'), kind: 'confirmation' as const }, {}, 'EVIDENCE_UNFIT'],
    ['what lies in the future', exam('2026-01-06'), {}, 'EARNED_IN_THE_FUTURE'],
    ['what would have ended', exam('2025-11-05'), { validMonths: 2 }, 'EXPIRED_ALREADY'],
  ])('is refused for %s', (_, evidence, more, expected) => {
    expect(() => earn(more, evidence)).toThrow(code(expected));
  });

  it('takes a prerequisite that counts on the day of the exam, and no other', () => {
    const basic = (more: Partial<Held> = {}): Held => ({
      ...{ code: 'BASIC', status: 'active', earnedOn: '2025-02-01', validUntil: '2026-01-31' },
      ...more,
    });
    const needing = { prerequisites: ['BASIC'] };
    const late = day('2026-03-01');
    expect(earn(needing, exam('2026-01-31'), [basic({ status: 'expired' })], late).state.status).toBe('active');
    for (const held of [
      [],
      [basic({ code: 'OTHER' })],
      [basic({ status: 'revoked' })],
      [basic({ validUntil: '2026-01-04' })],
      [basic({ earnedOn: '2026-01-06' })],
    ]) {
      expect(() => earn(needing, exam('2026-01-05'), held)).toThrow(
        expect.objectContaining({ code: 'PREREQUISITE_MISSING', facts: { extensions: { missing: ['BASIC'] } } }),
      );
    }
  });
});

describe('the end of a certification', () => {
  it('is announced 90, 30 and 7 days before, each once, and comes by time', () => {
    const certification = earned();
    const told = (at: string) => {
      certification.passTime(new Date(`${at}Z`));
      return certification.pullEvents();
    };
    expect(told('2026-10-05T23:59:59')).toEqual([]);
    expect(told('2026-10-06T00:00:00')).toEqual([{ type: 'CertificationExpiring', daysLeft: 90 }]);
    expect(told('2026-10-07T00:00:00')).toEqual([]);
    expect(told('2026-12-05T00:00:00')).toEqual([{ type: 'CertificationExpiring', daysLeft: 30 }]);
    expect(told('2026-12-28T00:00:00')).toEqual([{ type: 'CertificationExpiring', daysLeft: 7 }]);
    expect(told('2027-01-04T23:59:59')).toEqual([]);
    expect(told('2027-01-05T00:00:00')).toEqual([{ type: 'CertificationExpired' }]);
    expect(told('2027-02-01T00:00:00')).toEqual([]);
    expect(certification.state).toMatchObject({ status: 'expired', dueAt: null });
  });

  it('is announced once where two notices are late', () => {
    const certification = earned();
    certification.passTime(day('2026-12-30'));
    expect(certification.pullEvents()).toEqual([{ type: 'CertificationExpiring', daysLeft: 5 }]);
  });

  it('is not announced at once for a short one', () => {
    const certification = earned({ validMonths: 2 });
    certification.passTime(day('2026-01-06'));
    expect(certification.pullEvents()).toEqual([]);
    expect(certification.state.dueAt).toEqual(new Date('2026-02-02T00:00:00Z'));
  });
});

describe('renewing a certification', () => {
  it('counts from the old end on, under the edition of the day', () => {
    const certification = earned();
    certification.passTime(day('2026-11-10'));
    certification.pullEvents();
    const next = { ...terms, families: ['GTX', 'GTX-PLUS'], validMonths: 6 };
    certification.renew(next, exam('2026-12-01'), [], day('2026-12-01'));
    expect(certification.pullEvents()).toMatchObject([
      { type: 'CertificationRenewed', previousValidUntil: '2027-01-04' },
    ]);
    expect(certification.state).toMatchObject({
      status: 'active',
      validUntil: '2027-07-04',
      families: ['GTX', 'GTX-PLUS'],
      noticesGiven: [],
    });
    expect(certification.state.evidence).toHaveLength(2);
  });

  it('counts what was done in time, however late it is told', () => {
    const certification = earned();
    certification.passTime(day('2027-01-05'));
    certification.pullEvents();
    certification.renew(terms, exam('2027-01-04'), [], day('2027-01-20'));
    expect(certification.state).toMatchObject({ status: 'active', validUntil: '2028-01-04' });
  });

  it('is refused before its window, after its end, and without what it asks for', () => {
    const certification = earned();
    const renew =
      (on: string, evidence = exam(on), more: Partial<Edition> = {}) =>
      () =>
        certification.renew({ ...terms, ...more }, evidence, [], day(on));
    refused(certification, renew('2026-11-04'), 'RENEWAL_TOO_EARLY');
    refused(certification, renew('2027-01-05'), 'INVALID_TRANSITION');
    refused(certification, renew('2026-12-01', exam('2026-12-02')), 'EARNED_IN_THE_FUTURE');
    refused(certification, renew('2026-12-01', exam('2026-12-01', 10)), 'SCORE_TOO_LOW');
    refused(
      certification,
      renew('2026-12-01', exam('2026-12-01'), { prerequisites: ['BASIC'] }),
      'PREREQUISITE_MISSING',
    );
    const endless = earned({ validMonths: null });
    refused(endless, () => endless.renew(terms, exam('2026-12-01'), [], day('2026-12-01')), 'NOTHING_TO_RENEW');
  });

  it('is not stacked, however wide its window', () => {
    const wide = { ...terms, validMonths: 1, renewalWindowDays: 90 };
    const certification = earned(wide);
    certification.renew(wide, exam('2026-01-10'), [], day('2026-01-10'));
    certification.pullEvents();
    refused(
      certification,
      () => certification.renew(wide, exam('2026-01-11'), [], day('2026-01-11')),
      'RENEWAL_TOO_EARLY',
    );
  });
});

describe('taking a certification back', () => {
  it('ends it at once and for good', () => {
    const certification = earned();
    certification.revoke('misconduct', 'somebody else sat the exam', 'ada', now);
    expect(certification.pullEvents()).toEqual([
      { type: 'CertificationRevoked', cause: 'misconduct', reason: 'somebody else sat the exam' },
    ]);
    expect(certification.state).toMatchObject({ status: 'revoked', dueAt: null, revocation: { revokedBy: 'ada' } });
    certification.passTime(day('2027-06-01'));
    refused(certification, () => certification.revoke('misconduct', 'x', 'ada', now), 'INVALID_TRANSITION');
    refused(
      certification,
      () => certification.renew(terms, exam('2026-12-01'), [], day('2026-12-01')),
      'INVALID_TRANSITION',
    );
  });

  it('is not possible once it has expired', () => {
    const certification = earned();
    certification.passTime(day('2027-01-05'));
    certification.pullEvents();
    refused(
      certification,
      () => certification.revoke('misconduct', 'x', 'ada', day('2027-01-06')),
      'INVALID_TRANSITION',
    );
  });
});
