import { systemActor, territoriesOf, type Actor } from './index.js';

const manager: Actor = { subject: 'm', kind: 'vendor', roles: ['channel_manager'], territories: ['DACH'], scopes: [] };

describe('the territories of an actor', () => {
  it('limit a channel manager to its own', () => {
    expect(territoriesOf(manager)).toEqual(['DACH']);
  });

  it('are none for a channel manager without any', () => {
    expect(territoriesOf({ subject: 'm', kind: 'vendor', roles: ['channel_manager'], scopes: [] })).toEqual([]);
  });

  it('limit nobody who also holds a role that sees everything', () => {
    expect(territoriesOf({ ...manager, roles: ['channel_manager', 'deal_desk'] })).toBeNull();
  });

  it('limit neither partners nor the system', () => {
    expect(territoriesOf({ ...manager, kind: 'partner', partnerId: 'p' })).toBeNull();
    expect(territoriesOf(systemActor('expiry'))).toBeNull();
  });
});
