import {
  a,
  accepted,
  acceptance,
  b,
  by,
  c,
  captured,
  facts,
  hoursLater,
  now,
  offered,
  qualified,
  refusal,
  scored,
  terms,
} from '../../test/lead-samples.js';
import { Lead } from './lead.js';

describe('a lead that is captured', () => {
  it('is tidied, and two of one person have a key in common', () => {
    const { company, contact, families, emailKey, personKey } = captured().state;
    expect([company.name, company.domain, contact?.name, families]).toEqual([
      'Acme Corporation',
      'acme.com',
      'Ada Lovelace',
      ['GTX'],
    ]);
    expect([emailKey, personKey]).toEqual(['ada@acme.com', 'acme.com ada lovelace']);
  });

  it('keeps no person without a ground for it', () => {
    const beginning = { id: 'lead', contributedBy: null, territory: null, territoryId: null };
    expect(() => Lead.capture(beginning, { ...facts, consent: null }, scored, now)).toThrow(
      expect.objectContaining({ code: 'CONSENT_MISSING' }),
    );
    const lead = captured();
    expect(refusal(lead, () => lead.merge({ ...facts, consent: null }, () => scored))).toBe('CONSENT_MISSING');
  });

  it('takes over from a second capture what it lacks, and believes itself where both speak', () => {
    const lead = captured({ note: 'First' });
    const touches = [{ kind: 'call', at: now.toISOString() }] as const;
    const second = {
      ...facts,
      company: { ...facts.company, name: 'ACME', employees: 12 },
      families: ['MG'],
      note: 'Second',
      touches,
    };
    lead.merge(second, () => ({ ...scored, score: 50 }));
    expect(lead.state).toMatchObject({
      families: ['GTX', 'MG'],
      note: 'First\nSecond',
      touches,
      score: 50,
      source: 'webinar',
    });
    expect(lead.state.company).toMatchObject({ name: 'Acme Corporation', employees: 12 });
    expect(lead.pullEvents()).toEqual([{ type: 'LeadMerged', source: 'webinar' }]);
  });

  it('is qualified only if somebody can be reached', () => {
    const lead = captured({ contact: { name: 'Ada', email: null, phone: null, jobTitle: null } });
    expect(refusal(lead, () => lead.qualify('manager', now))).toBe('NOT_REACHABLE');
    const nobody = captured({ contact: null });
    expect(refusal(nobody, () => nobody.qualify('manager', now))).toBe('NOT_REACHABLE');
  });

  it('is offered to nobody before it is qualified', () => {
    const lead = captured();
    expect(refusal(lead, () => lead.offer(terms(), now))).toBe('INVALID_TRANSITION');
    expect(refusal(lead, () => lead.startOver(now))).toBe('INVALID_TRANSITION');
  });
});

describe('a lead that is offered', () => {
  it('is read by whom it is offered to and by nobody else', () => {
    expect(offered([a, b]).state).toMatchObject({ readers: [a, b], partnerId: null, status: 'offered', hop: 1 });
    expect(offered([a]).state).toMatchObject({ readers: [a], partnerId: a });
  });

  it('is owned by the partner that accepts, for thirty days, and no longer read by the others of a pool', () => {
    const lead = offered([a, b]);
    lead.accept(by(b), acceptance, now);
    expect(lead.state).toMatchObject({
      status: 'accepted',
      partnerId: b,
      readers: [b],
      protectedUntil: hoursLater(720),
    });
    lead.pullEvents();
    expect(refusal(lead, () => lead.accept(by(a), acceptance, now))).toBe('LEAD_TAKEN');
    expect(refusal(lead, () => lead.accept(by(b), acceptance, now))).toBe('INVALID_TRANSITION');
  });

  it('is not found by a partner that has no offer', () => {
    const lead = offered([a]);
    for (const verb of [
      () => lead.accept(by(c), acceptance, now),
      () => lead.decline(by(c), 'too_small', null, now),
      () => lead.startWork(c),
      () => lead.refuseToConvert(c),
      () => lead.disqualify('no_need', null, by(c), now),
    ])
      expect(refusal(lead, verb)).toBe('NOT_FOUND');
  });

  it('cannot be accepted or declined when the time is over, whether or not anybody has noticed', () => {
    const lead = offered([a]);
    expect(refusal(lead, () => lead.accept(by(a), acceptance, hoursLater(8)))).toBe('OFFER_EXPIRED');
    expect(refusal(lead, () => lead.decline(by(a), 'too_small', null, hoursLater(8)))).toBe('OFFER_EXPIRED');
  });

  it('is reminded of once at half the time, and taken back at its end', () => {
    const lead = offered([a]);
    lead.keepTime(hoursLater(3.9));
    expect(lead.pullEvents()).toEqual([]);
    lead.keepTime(hoursLater(4));
    lead.keepTime(hoursLater(5));
    expect(lead.pullEvents()).toEqual([{ type: 'LeadOfferReminded' }]);
    lead.keepTime(hoursLater(8));
    expect(lead.pullEvents()).toEqual([
      { type: 'LeadTakenBack', cause: 'timed_out', from: [a], wasAccepted: false, reason: null },
    ]);
    expect(lead.state).toMatchObject({
      status: 'qualified',
      readers: [],
      partnerId: null,
      routeDueAt: hoursLater(8),
      offerDueAt: null,
    });
  });

  it('is never offered again to who declined', () => {
    const lead = offered([a]);
    lead.decline(by(a), 'no_capacity', 'Full', now);
    expect(lead.state).toMatchObject({ status: 'qualified', readers: [], routeDueAt: now });
    lead.pullEvents();
    expect(refusal(lead, () => lead.offer(terms([a]), now))).toBe('DECLINED_BEFORE');
    expect(refusal(lead, () => lead.offer(terms([b, a]), now))).toBe('DECLINED_BEFORE');
  });

  it('stays with the others of a pool when one declines', () => {
    const lead = offered([a, b]);
    lead.decline(by(a), 'no_capacity', null, now);
    expect(lead.state).toMatchObject({ status: 'offered', readers: [b], routeDueAt: null });
    lead.accept(by(b), acceptance, now);
    expect(lead.state.partnerId).toBe(b);
  });

  it('keeps when a partner first looked at it, and only then', () => {
    const lead = offered([a]);
    lead.open(a, now);
    lead.open(a, hoursLater(1));
    lead.open(b, now);
    expect(lead.pullEvents()).toEqual([{ type: 'LeadOfferOpened' }]);
  });
});

describe('a lead that has an owner', () => {
  it('is recalled: nobody reads it, its protection is over, and it waits for the vendor', () => {
    const lead = accepted(a);
    lead.recall('No contact', now);
    expect(lead.state).toMatchObject({
      status: 'qualified',
      readers: [],
      partnerId: null,
      protectedUntil: null,
      deskReason: 'recalled',
    });
    expect(lead.pullEvents()).toEqual([
      { type: 'LeadTakenBack', cause: 'recalled', from: [a], wasAccepted: true, reason: 'No contact' },
    ]);
    expect(refusal(lead, () => lead.startWork(a))).toBe('NOT_FOUND');
    expect(refusal(lead, () => lead.refuseToConvert(a))).toBe('NOT_FOUND');
  });

  it('goes back to the vendor if the owner is not in touch in time', () => {
    const lead = accepted(a);
    lead.keepTime(hoursLater(24));
    expect(lead.state).toMatchObject({ status: 'qualified', deskReason: 'no_contact', readers: [] });
    const working = accepted(a);
    working.startWork(a);
    working.keepTime(hoursLater(240));
    expect(working.state.status).toBe('working');
  });

  it('is converted or disqualified once', () => {
    const plan = { name: 'Acme', value: null, closeOn: null };
    const lead = accepted(a);
    lead.convert('account', plan, 'user');
    lead.pullEvents();
    for (const verb of [
      () => lead.convert('account', plan, 'user'),
      () => lead.recall('Why', now),
      () => lead.recycle('Why', now),
      () => lead.disqualify('no_need', null, by(a), now),
      () => lead.touch([], () => scored),
    ])
      expect(refusal(lead, verb)).toBe('INVALID_TRANSITION');
  });

  it('is disqualified by its owner, who goes on reading it, and recycled by the vendor', () => {
    const lead = accepted(a);
    lead.disqualify('no_budget', null, by(a), now);
    expect(lead.state).toMatchObject({ status: 'disqualified', readers: [a], protectedUntil: null });
    lead.recycle('Next year', now);
    expect(lead.state).toMatchObject({ status: 'recycled', readers: [], partnerId: null });
    lead.qualify('manager', now);
    expect(lead.state).toMatchObject({ status: 'qualified', hop: 0 });
  });
});

describe('a lead that a partner brought', () => {
  it('is read by it from the beginning and offered to nobody else', () => {
    const lead = qualified(a);
    expect(lead.state.readers).toEqual([a]);
    expect(refusal(lead, () => lead.offer(terms([b]), now))).toBe('CONTRIBUTED_BY_ANOTHER');
    lead.offer(terms([a]), now);
    lead.decline(by(a), 'too_small', null, now);
    expect(lead.state.readers).toEqual([]);
  });

  it('is not its owner’s before it was offered and accepted', () => {
    const lead = qualified(a);
    expect(refusal(lead, () => lead.accept(by(a), acceptance, now))).toBe('INVALID_TRANSITION');
    expect(refusal(lead, () => lead.refuseToConvert(a))).toBe('INVALID_TRANSITION');
  });
});
