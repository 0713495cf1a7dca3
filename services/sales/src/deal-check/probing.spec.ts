import { probingIn } from './probing.js';

it('a partner that asks about twelve companies within a day is flagged, not one that asks about eleven', () => {
  expect(probingIn({ companiesToday: 11, nearMisses: 0 })).toEqual([]);
  expect(probingIn({ companiesToday: 12, nearMisses: 0 })).toEqual([{ kind: 'many_companies', count: 12 }]);
});

it('so is one that is told of a conflict the fifth time', () => {
  expect(probingIn({ companiesToday: 1, nearMisses: 4 })).toEqual([]);
  expect(probingIn({ companiesToday: 1, nearMisses: 5 })).toEqual([{ kind: 'near_misses', count: 5 }]);
});
