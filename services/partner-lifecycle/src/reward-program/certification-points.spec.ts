import { certificationPointsOn } from './certification-points.js';
import { RewardProgram, type RewardProgramState } from './reward-program.js';

const state: RewardProgramState = {
  id: 'r1',
  name: 'Points',
  currency: 'USD',
  status: 'active',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  partnerTypes: ['value_added_reseller'],
  pendingDays: 30,
  rates: [{ from: '2026-01-01', points: 1, per: '10' }],
  certificationPoints: [],
  openedAt: new Date('2026-01-01T00:00:00Z'),
};
const everything = { from: '2026-01-01', definition: null, certificationKind: null, points: 100 };
const sales = { ...everything, certificationKind: 'sales', points: 200 };
const gtx = { ...everything, definition: 'GTX-SALES', points: 300 };
const earned = { definition: 'GTX-SALES', kind: 'sales' };

describe('points for a certification', () => {
  it('follow what is said of it, before its kind, before all', () => {
    const on = (rules: (typeof everything | typeof sales | typeof gtx)[]) =>
      certificationPointsOn(rules, earned, '2026-06-15')?.points;
    expect([on([gtx, sales, everything]), on([sales, everything]), on([everything]), on([])]).toEqual([
      300,
      200,
      100,
      undefined,
    ]);
  });

  it('are those of the day', () => {
    const rules = [gtx, { ...gtx, from: '2026-07-01', points: 50 }];
    expect(certificationPointsOn(rules, earned, '2026-06-30')?.points).toBe(300);
    expect(certificationPointsOn(rules, earned, '2026-07-01')?.points).toBe(50);
  });

  it('are given while the program is open, to whom it is for', () => {
    const program = new RewardProgram({ ...state, certificationPoints: [gtx] });
    const worth = (earnedOn: string, partnerType = 'value_added_reseller') =>
      program.worthOfCertification({ ...earned, earnedOn, partnerType });
    expect(worth('2026-06-15')).toEqual({ programId: 'r1', rate: gtx, points: 300, pendingDays: 30 });
    expect([worth('2025-12-31'), worth('2027-01-01'), worth('2026-06-15', 'agent')]).toEqual([null, null, null]);
  });

  it('are not changed for the past, nor said of two things at once, nor by a closed program', () => {
    const program = new RewardProgram({ ...state, certificationPoints: [gtx] });
    const refused = (one: RewardProgram, rule: typeof gtx, code: string) => {
      expect(() => one.setCertificationPoints(rule, '2026-06-15')).toThrow(expect.objectContaining({ code }));
      expect(one.pullEvents()).toEqual([]);
    };
    const next = { ...gtx, from: '2026-07-01', points: 400 };
    refused(program, { ...gtx, from: '2026-06-14' }, 'RATE_IN_THE_PAST');
    refused(program, { ...next, certificationKind: 'sales' as never }, 'RULE_UNFIT');
    refused(new RewardProgram({ ...state, status: 'closed' }), next, 'INVALID_TRANSITION');
    program.setCertificationPoints(next, '2026-06-15');
    program.setCertificationPoints({ ...next, points: 500 }, '2026-06-15');
    expect(program.state.certificationPoints).toEqual([gtx, { ...next, points: 500 }]);
    expect(program.pullEvents()).toHaveLength(2);
  });
});
