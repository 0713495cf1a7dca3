import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Forbidden, type Actor } from '@tributary/kernel';
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
      if (rule === undefined || !mayCall(request.actor, rule)) throw roleMissing(rule);
    }
    if (request.refusal !== null) throw request.refusal;
    return true;
  }
}

export function mayCall(actor: Actor, rule: AccessRule): boolean {
  if (rule.scope !== undefined && actor.scopes.includes(rule.scope)) return true;
  return actor.roles.some((role) => rule.roles.includes(role));
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
