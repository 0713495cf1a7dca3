import { RouteFault, RouteTable } from './route-table.js';

const sales = {
  name: 'sales',
  document: {
    paths: {
      '/v1/deal-registrations': { get: {} },
      '/v1/deal-registrations/{id}/approve': { post: {} },
      '/health/live': { get: {} },
    },
  },
};
const partners = {
  name: 'partner-lifecycle',
  document: {
    paths: {
      '/v1/partner-applications': { post: { security: [] }, get: {} },
      '/v1/partner-applications/{id}/documents': { put: { security: [] } },
    },
  },
};

describe('The route table', () => {
  const table = new RouteTable([sales, partners]);

  it('finds the service by the segment after /v1/', () => {
    expect(table.serviceOf('/v1/deal-registrations/1/approve')).toBe('sales');
    expect(table.serviceOf('/v1/partner-applications')).toBe('partner-lifecycle');
    expect(table.prefixesOf('sales')).toEqual(['deal-registrations']);
  });

  it('knows no service for a path that nobody documents', () => {
    expect(table.serviceOf('/v1/deal-registrations-of-others')).toBeUndefined();
    expect(table.serviceOf('/v2/deal-registrations')).toBeUndefined();
    expect(table.serviceOf('/health/live')).toBeUndefined();
  });

  it('opens exactly the operations that ask for no security', () => {
    expect(table.isOpen('POST', '/v1/partner-applications')).toBe(true);
    expect(table.isOpen('PUT', '/v1/partner-applications/7/documents')).toBe(true);
    expect(table.isOpen('GET', '/v1/partner-applications')).toBe(false);
    expect(table.isOpen('POST', '/v1/partner-applications/7')).toBe(false);
    expect(table.isOpen('PUT', '/v1/partner-applications/7/more/documents')).toBe(false);
  });

  it('refuses two services on one segment', () => {
    expect(
      () =>
        new RouteTable([
          sales,
          { name: 'presales', document: { paths: { '/v1/deal-registrations/{id}': { get: {} } } } },
        ]),
    ).toThrow(RouteFault);
  });

  it('tells services that share a segment apart by the next one', () => {
    const events = (name: string) => ({
      name,
      document: {
        paths: { [`/v1/events/${name}/parked-keys/{id}`]: { get: {} }, [`/v1/${name}-things`]: { get: {} } },
      },
    });
    const shared = new RouteTable([events('sales'), events('presales')]);
    expect(shared.prefixesOf('sales')).toEqual(['events/sales', 'sales-things']);
    expect(shared.serviceOf('/v1/events/presales/parked-keys/7/retry')).toBe('presales');
    expect(shared.serviceOf('/v1/events/sales')).toBe('sales');
    for (const path of ['/v1/events', '/v1/events/salesman/parked-keys', '/v1/events/ sales', '/v1/events//sales'])
      expect([path, shared.serviceOf(path)]).toEqual([path, undefined]);
    expect(new RouteTable([events('sales')]).serviceOf('/v1/events/anything')).toBe('sales');
  });

  it('refuses a service below what belongs to another one', () => {
    const of = (name: string, path: string) => ({ name, document: { paths: { [path]: { get: {} } } } });
    for (const path of ['/v1/events', '/v1/events/{id}', '/v1/events/sales/{id}'])
      expect(() => new RouteTable([of('sales', '/v1/events/sales/parked-keys'), of('presales', path)])).toThrow(
        RouteFault,
      );
  });

  it('refuses a path that no route reaches', () => {
    expect(() => new RouteTable([{ name: 'sales', document: { paths: { '/deals': { get: {} } } } }])).toThrow(
      /no route reaches/,
    );
  });
});
