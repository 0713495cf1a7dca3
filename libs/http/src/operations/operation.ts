import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiExtension, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Role } from '@tributary/kernel';

/** What a caller needs to know of an operation before calling it, and what the guard asks of the caller. */
export interface OperationOptions {
  readonly summary: string;
  readonly description?: string;
  /** One of them is enough; so is the scope. */
  readonly roles?: readonly Role[];
  /** What an integrator's token must hold: `deals:write`. */
  readonly scope?: string;
  /** Codes of the service's catalogue that this operation may answer with, beside those that every operation has. */
  readonly errors?: readonly string[];
  readonly answer?: Type | readonly [Type];
  /** 200 with an answer and 204 without, unless told. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Anybody may call it, without a token. */
  readonly public?: boolean;
  /** Media types of the success answer other than JSON. */
  readonly produces?: readonly string[];
  readonly operationId?: string;
}

/** What the guard asks of the caller of one handler. */
export interface AccessRule {
  readonly public: boolean;
  readonly roles: readonly Role[];
  readonly scope: string | undefined;
}

const rules = new WeakMap<object, AccessRule>();

export function accessRuleOf(handler: object): AccessRule | undefined {
  return rules.get(handler);
}

/** Names in the OpenAPI document under which an operation says who may call it and what it may answer. */
export const extensionNames = {
  roles: 'x-roles',
  scope: 'x-scope',
  errors: 'x-error-codes',
  public: 'x-public',
} as const;

/** Documents a handler and says who may call it. Every handler has one. */
export function Operation(options: OperationOptions): MethodDecorator {
  const { summary, description, roles = [], scope, errors = [], answer, operationId } = options;
  const isPublic = options.public === true;
  const status = options.status ?? (answer === undefined && options.produces === undefined ? 204 : 200);
  return applyDecorators(
    (_target: object, _key: string | symbol, descriptor: PropertyDescriptor) => {
      rules.set(descriptor.value as object, { public: isPublic, roles, scope });
    },
    HttpCode(status),
    ApiOperation({
      summary,
      ...(description === undefined ? {} : { description }),
      ...(operationId === undefined ? {} : { operationId }),
    }),
    ApiExtension(extensionNames.roles, [...roles]),
    ApiExtension(extensionNames.scope, scope ?? null),
    ApiExtension(extensionNames.errors, [...errors]),
    ApiExtension(extensionNames.public, isPublic),
    ApiResponse(success(status, answer, options.produces)),
  );
}

function success(status: number, answer: OperationOptions['answer'], produces: readonly string[] | undefined) {
  const description = status === 204 ? 'Done; there is nothing to show.' : 'Success';
  if (produces !== undefined) {
    return {
      status,
      description,
      content: Object.fromEntries(produces.map((type) => [type, { schema: { type: 'string' as const } }])),
    };
  }
  if (answer === undefined) return { status, description };
  return 'length' in answer && Array.isArray(answer)
    ? { status, description, type: answer[0] as Type, isArray: true }
    : { status, description, type: answer as Type };
}
