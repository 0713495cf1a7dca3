/** What the routing reads of a service's OpenAPI document. */
export interface RoutedDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly security?: readonly unknown[];
}

export interface RoutedService {
  readonly name: string;
  readonly document: RoutedDocument;
}

const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'head']);
const local = /^\/(health|metrics|openapi\.json)(\/|$)/;
const routed = /^\/v1\/([a-z][a-z0-9-]*)(\/|$)/;

/** Two services claim one path segment, or a document has a path that no segment reaches. */
export class RouteFault extends Error {
  override readonly name = 'RouteFault';
}

/** Which service answers a path: decided by the segment after `/v1/`, learned from the services' own documents. */
export class RouteTable {
  readonly #services = new Map<string, string>();
  readonly #open: { readonly method: string; readonly path: RegExp }[] = [];

  constructor(services: readonly RoutedService[]) {
    for (const service of services) {
      for (const [path, item] of Object.entries(service.document.paths)) {
        if (local.test(path)) continue;
        this.claim(service.name, path);
        this.learnOpenOperations(service.document, path, item);
      }
    }
  }

  /** The segments of one service, sorted. */
  segmentsOf(service: string): string[] {
    return [...this.#services]
      .filter(([, name]) => name === service)
      .map(([segment]) => segment)
      .sort();
  }

  /** The service that answers this path, undefined if none does. */
  serviceOf(path: string): string | undefined {
    const segment = routed.exec(path)?.[1];
    return segment === undefined ? undefined : this.#services.get(segment);
  }

  /** True for the few operations that need no token. */
  isOpen(method: string, path: string): boolean {
    return this.#open.some((operation) => operation.method === method && operation.path.test(path));
  }

  private claim(service: string, path: string): void {
    const segment = routed.exec(path)?.[1];
    if (segment === undefined)
      throw new RouteFault(`${service} documents ${path}, which no route reaches: paths are /v1/<plural-kebab-noun>.`);
    const owner = this.#services.get(segment) ?? service;
    if (owner !== service) throw new RouteFault(`Both ${owner} and ${service} claim /v1/${segment}.`);
    this.#services.set(segment, service);
  }

  private learnOpenOperations(document: RoutedDocument, path: string, item: Readonly<Record<string, unknown>>): void {
    for (const [method, operation] of Object.entries(item)) {
      if (!methods.has(method)) continue;
      const { security = document.security, 'x-public': isPublic } = operation as {
        security?: readonly unknown[];
        'x-public'?: boolean;
      };
      if (security?.length === 0 || isPublic === true)
        this.#open.push({ method: method.toUpperCase(), path: pattern(path) });
    }
  }
}

function pattern(template: string): RegExp {
  const source = template
    .split(/\{[^}]+\}/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]+');
  return new RegExp(`^${source}/?$`);
}
