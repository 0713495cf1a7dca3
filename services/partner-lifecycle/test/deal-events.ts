import { randomUUID } from 'node:crypto';
import { dealRevokedV1, dealWonV1 } from '@tributary/contracts';
import { tell, type TestService } from '@tributary/testing';

export interface Win {
  readonly dealId: string;
  readonly partnerId: string;
  readonly amount: string;
  readonly currency?: string;
  readonly wonAt: string;
}

const dealOf = ({ dealId, partnerId }: Pick<Win, 'dealId' | 'partnerId'>) => ({
  ...dealWonV1.sample.deal,
  id: dealId,
  partnerId,
});

export function tellWon(service: TestService, win: Win, eventId: string = randomUUID()): Promise<void> {
  const wonValue = { amount: win.amount, currency: win.currency ?? 'USD' };
  const data = { ...dealWonV1.sample, deal: dealOf(win), wonValue, wonAt: win.wonAt };
  return tell(service, dealWonV1, win.dealId, data, { id: eventId });
}

export function tellRevoked(service: TestService, deal: Pick<Win, 'dealId' | 'partnerId'>): Promise<void> {
  const data = { ...dealRevokedV1.sample, deal: { ...dealOf(deal), status: 'revoked' }, reason: 'Evidence was wrong' };
  return tell(service, dealRevokedV1, deal.dealId, data);
}
