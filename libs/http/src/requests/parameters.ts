import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { NotFound, type Actor } from '@tributary/kernel';
import { isUuid } from '../fields/text.js';
import { Unauthenticated } from '../auth/token-verifier.js';
import type { TributaryRequest } from './request.js';

/** The actor that the guard found in the token. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<TributaryRequest>();
  if (actor === null) throw new Unauthenticated('A bearer token is needed.');
  return actor;
});

/** The id in the path (`:id` unless told). What is no UUID names nothing: 404, as for any absent thing. */
export function EntityId(name = 'id', noun = 'resource'): ParameterDecorator {
  const parameter = createParamDecorator((_: unknown, context: ExecutionContext): string => {
    const id = (context.switchToHttp().getRequest<TributaryRequest>().params as Record<string, unknown>)[name];
    if (!isUuid(id)) throw new NotFound(noun);
    return id.toLowerCase();
  })();
  return (target, key, index) => {
    parameter(target, key, index);
    const method = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key !== undefined && method !== undefined) {
      ApiParam({
        name,
        schema: { type: 'string', format: 'uuid', maxLength: 36 },
        example: '01970d3e-5f1a-7c3b-9d2e-4a6b8c0d1e2f',
      })(target, key, method);
    }
  };
}
