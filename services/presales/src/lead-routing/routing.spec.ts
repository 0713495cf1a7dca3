import { usualTerms, type LeadRoutingRuleState } from '../lead-routing-rule/lead-routing-rule.js';
import { a, accepted, b, by, c, hoursLater, now, offered, qualified } from '../../test/lead-samples.js';
import type { Candidate } from './candidate.js';
import { route, type RoutingFacts } from './routing.js';

const candidate = (partnerId: string, change: Partial<Candidate> = {}): Candidate => ({
  ...{
    partnerId,
    name: partnerId,
    status: 'active',
    tier: 'gold',
    servesTerritory: true,
    segments: [],
    certifications: [],
  },
  ...{ offers: 0, accepted: 0, converted: 0, answerHours: null, openLeads: 0, received: 0, lastOfferedAt: null },
  ...change,
});
const rule = (change: Partial<LeadRoutingRuleState> = {}) => ({
  ...usualTerms,
  ...{ id: 'rule', name: 'Rule', place: 1, active: true, version: 3 },
  ...change,
});
const ground = (change: Partial<RoutingFacts> = {}): RoutingFacts => ({
  rules: [rule()],
  territories: ['NA', 'AMERICAS'],
  certifications: [],
  candidates: [candidate(a), candidate(b), candidate(c)],
  ...change,
});
const lead = qualified().state;
const reasonsOf = (facts: RoutingFacts, of = lead) =>
  Object.fromEntries(route(of, facts, now).candidates.map(({ partnerId, reasons }) => [partnerId, reasons]));

describe('the rule for a lead', () => {
  it('is the first in their order that fits by territory, family, segment and account', () => {
    const rules = [
      rule({ id: 'elsewhere', territories: ['DACH'] }),
      rule({ id: 'other', families: ['MG'] }),
      rule({ id: 'homes', segments: ['consumer'] }),
      rule({ id: 'named', domains: ['globex.com'] }),
      rule({
        id: 'fits',
        territories: ['AMERICAS'],
        families: ['GTX', 'MG'],
        segments: ['enterprise'],
        domains: ['ACME.com'],
      }),
      rule({ id: 'too late' }),
    ];
    expect(route(lead, ground({ rules }), now).rule).toMatchObject({ id: 'fits', version: 3 });
  });

  it('is that of its named account before any other, and it goes to its partner alone', () => {
    const pinned = rule({ id: 'pinned', place: 99, domains: ['acme.com'], pinnedPartnerId: c });
    const candidates = [candidate(a), candidate(c, { servesTerritory: false, openLeads: 99 })];
    const decision = route(lead, ground({ rules: [rule(), pinned], candidates }), now);
    expect(decision).toMatchObject({ rule: { id: 'pinned' }, strategy: 'pinned', chosen: [c] });
    expect(decision.candidates[0]).toMatchObject({ partnerId: a, eligible: false, reasons: ['PINNED_TO_ANOTHER'] });
  });

  it('may be none: then it is the vendor’s', () => {
    expect(route(lead, ground({ rules: [] }), now)).toMatchObject({ rule: null, chosen: [], deskReason: 'no_rule' });
  });
});

describe('a partner', () => {
  it.each<[string, Partial<Candidate>, Partial<LeadRoutingRuleState>]>([
    ['NOT_ACTIVE', { status: 'suspended' }, {}],
    ['OUTSIDE_TERRITORY', { servesTerritory: false }, {}],
    ['SEGMENT_NOT_SERVED', { segments: ['consumer'] }, {}],
    ['TIER_NOT_NAMED', { tier: 'silver' }, { tiers: ['gold', 'platinum'] }],
    ['CERTIFICATION_MISSING', { certifications: ['OTHER'] }, { requiredCertification: 'GTX-SALES' }],
    ['AT_CAPACITY', { openLeads: 20 }, {}],
  ])('is told why it is not eligible: %s', (reason, change, terms) => {
    expect(reasonsOf(ground({ rules: [rule(terms)], candidates: [candidate(a, change)] }))).toEqual({ [a]: [reason] });
  });

  it('must hold what the product family asks for', () => {
    const candidates = [candidate(a), candidate(b, { certifications: ['GTX-SALES'] })];
    expect(reasonsOf(ground({ candidates, certifications: ['GTX-SALES'] }))).toEqual({
      [a]: ['CERTIFICATION_MISSING'],
      [b]: [],
    });
  });

  it('that declined or let an offer pass is not asked again', () => {
    const declined = offered([a]);
    declined.decline(by(a), 'too_small', null, now);
    expect(reasonsOf(ground(), declined.state)).toEqual({ [a]: ['DECLINED_BEFORE'], [b]: [], [c]: [] });
    const lapsed = offered([a]);
    lapsed.keepTime(hoursLater(8));
    expect(reasonsOf(ground(), lapsed.state)).toEqual({ [a]: ['OFFERED_BEFORE'], [b]: [], [c]: [] });
    const recalled = accepted(a);
    recalled.recall('Why', now);
    expect(reasonsOf(ground(), recalled.state)).toEqual({ [a]: ['OFFERED_BEFORE'], [b]: [], [c]: [] });
  });

  it('that brought the lead is the only one, whatever the rules say', () => {
    const brought = qualified(b).state;
    expect(route(brought, ground({ rules: [] }), now)).toMatchObject({ strategy: 'contributed', chosen: [b] });
    expect(reasonsOf(ground(), brought)).toEqual({
      [a]: ['CONTRIBUTED_BY_ANOTHER'],
      [b]: [],
      [c]: ['CONTRIBUTED_BY_ANOTHER'],
    });
  });
});

describe('the share of a partner', () => {
  const many = (mine: number, others: number, count = 10) => [
    candidate(a, { received: mine }),
    ...Array.from({ length: count - 1 }, (_, index) => candidate(`p${index}`, { received: others })),
  ];

  it('is capped at a fifth or twice its fair share, from twenty leads on', () => {
    expect(reasonsOf(ground({ candidates: many(10, 1) }))[a]).toEqual([]); // 19 leads so far
    expect(reasonsOf(ground({ candidates: many(11, 1) }))[a]).toEqual(['SHARE_CAP']);
    expect(reasonsOf(ground({ candidates: many(3, 2) }))[a]).toEqual([]); // 4 of 22
    expect(reasonsOf(ground({ candidates: many(4, 2) }))[a]).toEqual(['SHARE_CAP']); // 5 of 23
  });

  it('is twice the fair one where that is more than a fifth', () => {
    expect(reasonsOf(ground({ candidates: many(9, 3, 5) }))[a]).toEqual(['SHARE_CAP']); // 10 of 22 with 40%
    expect(reasonsOf(ground({ candidates: many(8, 3, 5) }))[a]).toEqual(['SHARE_CAP']); // 9 of 21
    expect(reasonsOf(ground({ candidates: many(7, 4, 5) }))[a]).toEqual([]); // 8 of 24
  });

  it('does not count for named accounts', () => {
    const rules = [rule({ domains: ['acme.com'], pinnedPartnerId: a })];
    expect(reasonsOf(ground({ rules, candidates: many(50, 1) }))[a]).toEqual([]);
  });
});

describe('the partner who gets it', () => {
  it('is the best match, by weights and rates that say what they are made of', () => {
    const good = { offers: 40, accepted: 36, converted: 20, answerHours: 1 };
    const poor = { offers: 40, accepted: 4, converted: 0, answerHours: 30 };
    const decision = route(lead, ground({ candidates: [candidate(a, poor), candidate(b, good), candidate(c)] }), now);
    expect(decision).toMatchObject({ strategy: 'best_match', chosen: [b], hop: 1 });
    const scores = decision.candidates.map(({ standing }) => standing!.score);
    expect(scores[1]).toBeGreaterThan(scores[2]!);
    expect(scores[2]).toBeGreaterThan(scores[0]!); // who is new is neither the best nor the worst
    const { contributions, score } = decision.candidates[1]!.standing!;
    expect(contributions.map(({ factor, weight }) => [factor, weight])).toEqual([
      ['acceptance', 35],
      ['conversion', 30],
      ['speed', 15],
      ['capacity', 20],
    ]);
    expect(score).toBeCloseTo(
      contributions.reduce((sum, { points }) => sum + points, 0),
      1,
    );
    expect(contributions[0]!.because).toBe('36 of 40 offers accepted');
  });

  it('is not who accepted the only offer it ever got', () => {
    const candidates = [
      candidate(a, { offers: 1, accepted: 1 }),
      candidate(b, { offers: 60, accepted: 54, answerHours: 6, converted: 20 }),
    ];
    expect(route(lead, ground({ candidates }), now).chosen).toEqual([b]);
  });

  it('is whoever waited longest in a round robin', () => {
    const rules = [rule({ strategy: 'round_robin' })];
    const candidates = [
      candidate(a, { lastOfferedAt: now }),
      candidate(b, { lastOfferedAt: hoursLater(-2) }),
      candidate(c, { lastOfferedAt: hoursLater(-1) }),
    ];
    expect(route(lead, ground({ rules, candidates }), now)).toMatchObject({ strategy: 'round_robin', chosen: [b] });
  });

  it('is everybody eligible in a pool', () => {
    const candidates = [candidate(a), candidate(b, { status: 'suspended' }), candidate(c)];
    const { chosen } = route(lead, ground({ rules: [rule({ strategy: 'pool' })], candidates }), now);
    expect([...chosen].sort()).toEqual([a, c]);
  });

  it('is nobody when no one is eligible, three hops are used or three days are over', () => {
    expect(route(lead, ground({ candidates: [] }), now).deskReason).toBe('no_partner');
    expect(route({ ...lead, hop: 3 }, ground(), now).deskReason).toBe('hops_used');
    expect(route({ ...lead, hop: 2 }, ground(), now)).toMatchObject({ hop: 3, deskReason: null });
    expect(route({ ...lead, hop: 1, daysEndAt: now }, ground(), now).deskReason).toBe('days_used');
  });
});
