import type { Held } from './evidence.js';
import { gapsOf, type Earnable } from './gap.js';

const definitions: Earnable[] = [
  { code: 'BASIC', name: 'Basic', kind: 'sales', prerequisites: [] },
  { code: 'EXPERT', name: 'Expert', kind: 'technical', prerequisites: ['BASIC'] },
];
const basic: Held = { code: 'BASIC', status: 'active', earnedOn: '2025-01-01', validUntil: '2026-06-30' };

describe('what a person lacks', () => {
  it('is told with what must be held first', () => {
    expect(gapsOf(definitions, [], '2026-06-15')).toMatchObject([
      { code: 'BASIC', because: 'never', missingPrerequisites: [] },
      { code: 'EXPERT', because: 'never', missingPrerequisites: ['BASIC'] },
    ]);
    expect(gapsOf(definitions, [basic], '2026-06-15')).toMatchObject([{ code: 'EXPERT', missingPrerequisites: [] }]);
  });

  it('says what became of the last one, by the day and not by the status', () => {
    expect(gapsOf(definitions, [basic], '2026-07-01')[0]).toMatchObject({ code: 'BASIC', because: 'expired' });
    const taken: Held = { ...basic, status: 'revoked', earnedOn: '2026-02-01' };
    expect(
      gapsOf(definitions, [{ ...basic, status: 'expired', validUntil: '2026-01-31' }, taken], '2026-06-15')[0],
    ).toMatchObject({
      because: 'revoked',
    });
  });
});
