import { createGateway, usualRules, type Gateway, type GatewayOptions } from '@tributary/gateway';
import { RememberedAuditLog } from '@tributary/http';
import { obey } from './child.js';

export type StartGateway = Pick<GatewayOptions, 'upstreams' | 'auth'>;

const unlimited = { burst: 1e9, perSecond: 1e9 };
let gateway: Gateway | null = null;

obey<StartGateway>(
  async ({ upstreams, auth }) => {
    const rules = { ...usualRules, rates: { perSubject: unlimited, perAddress: unlimited } };
    gateway = await createGateway({ port: 0, upstreams, auth, audit: new RememberedAuditLog(), rules });
    return gateway.url;
  },
  async () => gateway?.close(),
);
