import { refuseProbing } from './check-quota.js';

const refused = expect.objectContaining({ code: 'CHECK_QUOTA' });

it('the twentieth check of a day and the fifth of a company are made', () => {
  expect(() => refuseProbing({ today: 19, ofCompany: 4 })).not.toThrow();
});

it.each([
  ['twenty-first check of a day', { today: 20, ofCompany: 0 }],
  ['sixth check of a company', { today: 5, ofCompany: 5 }],
])('the %s is refused', (_, made) => {
  expect(() => refuseProbing(made)).toThrow(refused);
});
