import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ErrorCatalog } from '../problems/error-catalog.js';
import { completeOperation, type OperationObject } from './complete-operation.js';
import { closeRequestSchemas } from './closed-schemas.js';
import { problemComponents } from './problem-components.js';

export interface Described {
  readonly title: string;
  readonly description: string;
  readonly errors: ErrorCatalog;
}

const methods = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** The OpenAPI 3.1 document of a service, with examples, problems by code, scopes and headers on every operation. */
export function documentOf(app: INestApplication, described: Described): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(described.title)
    .setDescription(described.description)
    .setVersion('1')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .build();
  const document = SwaggerModule.createDocument(app, base, { operationIdFactory: operationId });
  const { schemas, examples } = problemComponents(described.errors);
  const components = { ...document.components, schemas: { ...document.components?.schemas, ...schemas }, examples };
  const completed = { ...document, components: components as NonNullable<OpenAPIObject['components']> };
  const tags = new Set<string>();
  for (const [path, item] of Object.entries(completed.paths)) {
    for (const method of methods) {
      const operation = item[method] as OperationObject | undefined;
      if (operation === undefined) continue;
      completeOperation(operation, { path, method, catalog: described.errors, schemas: components.schemas });
      for (const tag of operation.tags) tags.add(tag);
    }
  }
  closeRequestSchemas(completed);
  // The gateway's page of errors tells the remedies of services that it knows by their documents only.
  return Object.assign(
    { ...completed, tags: [...tags].sort().map((name) => ({ name })) },
    { 'x-error-catalog': described.errors },
  );
}

// DealRegistrationController.approve -> dealRegistrationApprove
function operationId(controller: string, method: string): string {
  const noun = controller.replace(/Controller$/, '');
  return noun.charAt(0).toLowerCase() + noun.slice(1) + method.charAt(0).toUpperCase() + method.slice(1);
}
