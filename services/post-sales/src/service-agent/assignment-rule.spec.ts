import { chooseAgent, type AgentLoad } from './assignment-rule.js';

const agent = (subject: string, change: Partial<AgentLoad> = {}): AgentLoad => ({
  ...{ subject, kinds: [], families: [], capacity: 10, available: true, open: 0 },
  ...change,
});
const asked = { kind: 'technical', family: 'GTX' } as const;
const chosen = (...agents: AgentLoad[]) => chooseAgent(agents, asked)?.to ?? null;

describe('A new request goes', () => {
  it('to whoever has least to do, and by name where that is the same', () => {
    expect(chosen(agent('bo', { open: 2 }), agent('ada', { open: 1 }))).toBe('ada');
    expect(chosen(agent('bo'), agent('ada'))).toBe('ada');
  });

  it('to a specialist of the family before that', () => {
    expect(chosen(agent('ada'), agent('bo', { families: ['GTX'], open: 5 }))).toBe('bo');
  });

  it('to nobody who is away, takes other things or is full', () => {
    const others = [
      agent('ada', { available: false }),
      agent('bo', { kinds: ['commercial'] }),
      agent('cy', { families: ['MG'] }),
      agent('di', { open: 10 }),
    ];
    expect(chosen(...others)).toBeNull();
    expect(chosen(...others, agent('eve', { kinds: ['technical'] }))).toBe('eve');
  });

  it('to any family’s people when it names none', () => {
    expect(chooseAgent([agent('cy', { families: ['MG'] })], { kind: 'technical', family: null })?.to).toBe('cy');
  });

  it('and it says why', () => {
    const agents = [agent('ada', { families: ['GTX'], open: 1 }), agent('bo'), agent('cy', { kinds: ['other'] })];
    expect(chooseAgent(agents, asked)?.explanation).toEqual([
      '2 of 3 people who are there take technical requests for GTX; 2 of them have room.',
      'ada is a specialist for GTX.',
      'ada has 1 open request, the fewest of those in question.',
    ]);
  });
});
