import { PartnerUser } from './partner-user.js';

const invited = (): PartnerUser => {
  const user = PartnerUser.invite({
    id: 'u1',
    partnerId: 'p1',
    email: 'tim@x.example',
    name: 'Tim',
    roles: ['sales'],
    invitedBy: 'jo',
  });
  user.pullEvents();
  return user;
};
function refused(user: PartnerUser, act: () => void, code: string): void {
  expect(act).toThrow(expect.objectContaining({ code }));
  expect(user.pullEvents()).toEqual([]);
}

describe('a user of a partner', () => {
  it('is invited, joins once, and loses access for good', () => {
    const user = invited();
    user.join('tim');
    user.deactivate('jo', 'has left');
    expect(user.pullEvents().map(({ type }) => type)).toEqual(['PartnerUserJoined', 'PartnerUserDeactivated']);
    refused(user, () => user.join('tim'), 'INVALID_TRANSITION');
    refused(user, () => user.changeRoles(['marketing'], 'jo'), 'INVALID_TRANSITION');
    refused(user, () => user.deactivate('jo', 'again'), 'INVALID_TRANSITION');
  });

  it('does not take its own access away', () => {
    const user = invited();
    user.join('tim');
    user.pullEvents();
    refused(user, () => user.deactivate('tim', 'by mistake'), 'NOT_YOURSELF');
  });
});
