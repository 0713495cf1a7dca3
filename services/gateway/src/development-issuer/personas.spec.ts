import { actorFrom } from '@tributary/http';
import { claimsOf, noBindings, personas, unboundPartners } from './personas.js';

const named = (name: string) => personas.find(({ persona }) => persona === name)!;
const actor = (name: string, partnerId?: string) =>
  actorFrom({ sub: name, ...claimsOf(named(name), noBindings, partnerId) });

describe('The personas', () => {
  it('are the ten that the documentation names', () => {
    expect(personas.map(({ persona }) => persona)).toEqual([
      'vendor-admin',
      'channel-manager',
      'deal-desk',
      'finance',
      'support',
      'distributor-user',
      'reseller-admin',
      'reseller-sales',
      'rival-sales',
      'crm-service',
    ]);
  });

  it('keep every one of their roles when a service reads the token', () => {
    for (const { persona, roles } of personas) expect(actor(persona).roles).toEqual(roles);
  });

  it('stand on the side that they should', () => {
    expect(personas.filter(({ persona }) => actor(persona).kind === 'partner').map(({ persona }) => persona)).toEqual([
      'distributor-user',
      'reseller-admin',
      'reseller-sales',
      'rival-sales',
    ]);
  });

  it('share a company where they should, and nowhere else', () => {
    expect(actor('reseller-admin').partnerId).toBe(actor('reseller-sales').partnerId);
    expect(actor('rival-sales').partnerId).not.toBe(actor('reseller-sales').partnerId);
    expect(actor('distributor-user').partnerId).toBe(unboundPartners.distributor);
  });

  it('act for another partner when asked to', () => {
    expect(actor('reseller-sales', '0190f3a0-0000-7000-8000-000000000099').partnerId).toBe(
      '0190f3a0-0000-7000-8000-000000000099',
    );
  });

  it('give a system scopes instead of roles', () => {
    expect(actor('crm-service')).toMatchObject({ kind: 'vendor', roles: [] });
    expect(actor('crm-service').scopes).toContain('opportunities:write');
  });
});
