import { randomBytes, randomUUID } from 'node:crypto';
import type { Ask } from './http-connection.js';
import { family, partners } from './world.js';

/** A customer that no other one resembles: nothing conflicts, and the guard has its full work. */
export function newCustomer(): string {
  return [...randomBytes(14)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
}

export interface Caller {
  readonly partnerId: string;
  readonly token: string;
}

export interface RegisteredDeal {
  readonly id: string;
  readonly customer: string;
  readonly partnerId: string;
}

// The service does not look at the headers x-partner and x-customer; the bare program reads no token and no row, so it is told.
export function registerDeal({ partnerId, token }: Caller, customer = newCustomer()): Ask {
  const closing = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  const body = {
    dealType: 'new',
    customer: { name: customer, country: 'US', domain: `${customer}.com`, segment: 'enterprise' },
    contact: { name: 'Ann Buyer', email: `ann@${customer}.com` },
    lines: [
      { sku: 'GTX-PRO', quantity: '4', value: { amount: '18000.00', currency: 'USD' } },
      { family, quantity: '1', value: { amount: '2000.00', currency: 'USD' } },
    ],
    expectedCloseOn: closing,
    competitor: 'Contoso',
  };
  return {
    method: 'POST',
    path: '/v1/deal-registrations',
    headers: {
      authorization: `Bearer ${token}`,
      'idempotency-key': randomUUID(),
      'x-partner': partnerId,
      'x-customer': customer,
    },
    body: JSON.stringify(body),
  };
}

export function approveDeal({ id, customer, partnerId }: RegisteredDeal, token: string): Ask {
  return {
    method: 'POST',
    path: `/v1/deal-registrations/${id}/approve`,
    headers: {
      authorization: `Bearer ${token}`,
      'idempotency-key': randomUUID(),
      'x-partner': partnerId,
      'x-customer': customer,
    },
    body: '{}',
  };
}

export function registeredBy({ headers }: Ask, body: string): RegisteredDeal {
  const { id } = JSON.parse(body) as { id: string };
  return { id, customer: headers['x-customer'] ?? '', partnerId: headers['x-partner'] ?? partners[0] ?? '' };
}
