import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../edge/problem.js';
import { addressKey } from './address-key.js';
import { RateBudget, type RateRule, type RateVerdict } from './rate-budget.js';

export interface RateRules {
  readonly perSubject: RateRule;
  readonly perAddress: RateRule;
}

/** The rules for a number of calls per second and at once of one subject; an address, behind which there may be several, has twice as many. */
export function ratesFor(perSecond: number, burst: number): RateRules {
  return { perSubject: { burst, perSecond }, perAddress: { burst: 2 * burst, perSecond: 2 * perSecond } };
}

/** Many calls of one address are refused before anything is verified; many calls of one subject after its token is. */
export class RateLimits {
  readonly #subjects: RateBudget;
  readonly #addresses: RateBudget;

  constructor(private readonly rules: RateRules) {
    this.#subjects = new RateBudget(rules.perSubject);
    this.#addresses = new RateBudget(rules.perAddress);
  }

  countAddresses(app: FastifyInstance): void {
    app.addHook('onRequest', (request, reply, done) => {
      done(this.count(this.#addresses, this.rules.perAddress, addressKey(request.ip), reply));
    });
  }

  /** Called once the actor is known. */
  countSubject(request: FastifyRequest, reply: FastifyReply): Refusal | undefined {
    const subject = request.call.actor?.subject;
    return subject === undefined ? undefined : this.count(this.#subjects, this.rules.perSubject, subject, reply);
  }

  private count(budget: RateBudget, rule: RateRule, key: string, reply: FastifyReply): Refusal | undefined {
    const verdict = budget.take(key, performance.now());
    tell(reply, rule, verdict);
    return verdict.allowed
      ? undefined
      : new Refusal('TOO_MANY_REQUESTS', 'Too many calls in a short time.', {
          retryAfterSeconds: verdict.retryAfterSeconds,
        });
  }
}

// Both spellings: the single field of the current IETF draft and the three of the earlier one, which most clients read.
function tell(reply: FastifyReply, rule: RateRule, verdict: RateVerdict): void {
  reply.headers({
    'ratelimit-limit': rule.burst,
    'ratelimit-remaining': verdict.remaining,
    'ratelimit-reset': verdict.resetSeconds,
    ratelimit: `"default";r=${verdict.remaining};t=${verdict.resetSeconds}`,
    'ratelimit-policy': `"default";q=${rule.burst};w=${Math.ceil(rule.burst / rule.perSecond)}`,
  });
}
