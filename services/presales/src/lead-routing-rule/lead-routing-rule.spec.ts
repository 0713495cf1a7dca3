import { LeadRoutingRule } from './lead-routing-rule.js';

const define = (terms: object = {}) => LeadRoutingRule.define('rule', { name: 'Rule', place: 1, ...terms });
const refused = (code: string) => expect.objectContaining({ code });

describe('a routing rule', () => {
  it('gives eight business hours, two for hot leads, and three hops unless told', () => {
    const rule = define();
    expect(rule.state).toMatchObject({
      acceptHours: 8,
      hotAcceptHours: 2,
      hops: 3,
      strategy: 'best_match',
      active: true,
    });
    expect(rule.pullEvents()).toEqual([{ type: 'LeadRoutingRuleDefined' }]);
  });

  it('names accounts where it pins a partner, weighs something, and is not slower with hot leads', () => {
    expect(() => define({ pinnedPartnerId: 'partner' })).toThrow(refused('NAMED_ACCOUNTS_MISSING'));
    expect(() => define({ weights: { acceptance: 0, conversion: 0, speed: 0, capacity: 0 } })).toThrow(
      refused('WEIGHTS_EMPTY'),
    );
    expect(() => define({ hotAcceptHours: 9 })).toThrow(refused('HOT_IS_SLOWER'));
    const rule = define();
    rule.pullEvents();
    expect(() => rule.change({ acceptHours: 1 })).toThrow(refused('HOT_IS_SLOWER'));
    expect(rule.pullEvents()).toEqual([]);
  });

  it('is not told of a change that changes nothing, and not changed once it is retired', () => {
    const rule = define();
    rule.pullEvents();
    rule.change({ name: 'Rule' });
    expect(rule.pullEvents()).toEqual([]);
    rule.retire(null);
    rule.pullEvents();
    expect(() => rule.change({ name: 'Other' })).toThrow(refused('RULE_RETIRED'));
    expect(() => rule.retire(null)).toThrow(refused('RULE_RETIRED'));
    expect(rule.pullEvents()).toEqual([]);
  });
});
