import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiExtension, ApiOperation, ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
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
  /** Media types of a streamed success answer, each with an example. */
  readonly produces?: Readonly<Record<string, string>>;
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

/** Examples of a body that is no JSON, by media type; they move into the body when the document is made. */
export const bodyExamples = 'x-body-examples';

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
    ApiResponse(success(status, options)),
  );
}

function success(status: number, { answer, produces }: OperationOptions): ApiResponseOptions {
  const description = status === 204 ? 'Done; there is nothing to show.' : 'Success';
  if (produces !== undefined) {
    const content = Object.entries(produces).map(
      ([type, example]) => [type, { schema: { type: 'string' as const }, example }] as const,
    );
    return { status, description, content: Object.fromEntries(content) };
  }
  if (answer === undefined) return { status, description };
  return isList(answer)
    ? { status, description, type: answer[0], isArray: true }
    : { status, description, type: answer };
}

function isList(answer: Type | readonly [Type]): answer is readonly [Type] {
  return Array.isArray(answer);
}
