import { mergeOpenApi, type ServiceDocument } from './merged-openapi.js';

function service(name: string, noun: string, schemas: Record<string, unknown>): ServiceDocument {
  const get = {
    operationId: 'list',
    summary: `List ${noun}`,
    responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
  };
  return {
    service: name,
    title: name,
    description: '',
    document: {
      openapi: '3.1.0',
      paths: { [`/v1/${noun}`]: { get }, '/health/live': { get: {} } },
      components: { schemas },
    },
  };
}
const text = { Thing: { type: 'object', properties: { a: { type: 'string' } } } };
const sameText = { Thing: { properties: { a: { type: 'string' } }, type: 'object' } };
const number = { Thing: { type: 'object', properties: { a: { type: 'number' } } } };

describe('The merged OpenAPI document', () => {
  it('has the paths of all services, labelled with the service, and none of their health paths', () => {
    const merged = mergeOpenApi([service('sales', 'deals', text), service('presales', 'leads', sameText)], {
      title: 'Tributary',
    });
    expect(Object.keys(merged.paths)).toEqual(['/v1/deals', '/v1/leads']);
    expect(merged.paths['/v1/deals']).toMatchObject({ get: { tags: ['sales'], 'x-service': 'sales' } });
  });

  it('keeps a component once that two services define alike', () => {
    const merged = mergeOpenApi([service('sales', 'deals', text), service('presales', 'leads', sameText)], {});
    expect(Object.keys(merged.components['schemas'] as object)).toEqual(['Thing']);
  });

  it('renames a component that two services define differently, with the references to it', () => {
    const merged = mergeOpenApi([service('sales', 'deals', text), service('post-sales', 'assets', number)], {});
    expect(merged.components['schemas']).toEqual({ ...text, PostSalesThing: number.Thing });
    expect(JSON.stringify(merged.paths['/v1/assets'])).toContain('"#/components/schemas/PostSalesThing"');
    expect(JSON.stringify(merged.paths['/v1/deals'])).toContain('"#/components/schemas/Thing"');
  });

  it('gives every operation an id of its own', () => {
    const merged = mergeOpenApi([service('sales', 'deals', text), service('presales', 'leads', text)], {});
    expect(merged.paths['/v1/leads']).toMatchObject({ get: { operationId: 'presales-list' } });
  });
});
