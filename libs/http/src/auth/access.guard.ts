import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Forbidden, partnerRoles, type Actor, type Role } from '@tributary/kernel';
import { accessRuleOf, type AccessRule } from '../operations/operation.js';
import type { TributaryRequest } from '../requests/request.js';
import { TokenVerifier } from './token-verifier.js';

/** Lets a call through if its actor holds one of the operation's roles or its scope. A handler without a rule lets nobody through. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly tokens: TokenVerifier) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<TributaryRequest>();
    const rule = accessRuleOf(context.getHandler());
    if (rule?.public !== true) {
      request.actor = await this.tokens.verify(request.headers.authorization);
      if (rule === undefined || !mayCall(request.actor, rule)) throw refusalOf(request.actor, rule);
    }
    if (request.refusal !== null) throw request.refusal;
    return true;
  }
}

export function mayCall(actor: Actor, rule: AccessRule): boolean {
  if (hasScope(actor, rule) && !isVendorsAlone(actor, rule)) return true;
  return actor.roles.some((role) => rule.roles.includes(role));
}

const hasScope = ({ scopes }: Actor, { scope }: AccessRule): boolean => scope !== undefined && scopes.includes(scope);

// A scope stands for a person's role: it opens nothing to a partner's system that is open to nobody of a partner.
function isVendorsAlone({ kind }: Actor, { roles }: AccessRule): boolean {
  const ofPartners: readonly Role[] = partnerRoles;
  return kind === 'partner' && roles.length > 0 && !roles.some((role) => ofPartners.includes(role));
}

function refusalOf(actor: Actor, rule: AccessRule | undefined): Forbidden {
  if (rule === undefined || !hasScope(actor, rule)) return roleMissing(rule);
  return new Forbidden('VENDOR_ONLY', 'This is for the vendor alone: a partner has it by no scope.');
}

function roleMissing(rule: AccessRule | undefined): Forbidden {
  const roles = rule?.roles ?? [];
  const needs = [
    ...(roles.length > 0 ? [`one of the roles ${roles.join(', ')}`] : []),
    ...(rule?.scope === undefined ? [] : [`the scope ${rule.scope}`]),
  ];
  return new Forbidden('ROLE_MISSING', `This needs ${needs.join(' or ') || 'a right that nobody has'}.`, {
    extensions: { requiredRoles: roles, requiredScope: rule?.scope ?? null },
  });
}
