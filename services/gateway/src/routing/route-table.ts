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
const routed = /^\/v1\/([a-z][a-z0-9-]*)(?:\/([a-z][a-z0-9-]*)(?=\/|$))?(?:\/|$)/;

/** Two services claim one path, or a document has a path that no prefix reaches. */
export class RouteFault extends Error {
  override readonly name = 'RouteFault';
}

/**
 * Which service answers a path, learned from the services' own documents: decided by the segment after `/v1/`, and where services share that one
 * (`/v1/events/sales/...`), by the one after it.
 */
export class RouteTable {
  /** What follows `/v1/`, one or two segments, to the service. */
  readonly #services: ReadonlyMap<string, string>;
  readonly #open: { readonly method: string; readonly path: RegExp }[] = [];

  constructor(services: readonly RoutedService[]) {
    const claims: Claim[] = [];
    for (const { name, document } of services) {
      for (const [path, item] of Object.entries(document.paths)) {
        if (local.test(path)) continue;
        claims.push(claimOf(name, path));
        this.learnOpenOperations(document, path, item);
      }
    }
    this.#services = prefixesOf(claims);
  }

  /** The prefixes of one service, sorted. */
  prefixesOf(service: string): string[] {
    return [...this.#services]
      .filter(([, name]) => name === service)
      .map(([prefix]) => prefix)
      .sort();
  }

  /** The service that answers this path, undefined if none does. */
  serviceOf(path: string): string | undefined {
    const [, first, second] = routed.exec(path) ?? [];
    if (first === undefined) return undefined;
    return this.#services.get(`${first}/${second ?? ''}`) ?? this.#services.get(first);
  }

  /** True for the few operations that need no token. */
  isOpen(method: string, path: string): boolean {
    return this.#open.some((operation) => operation.method === method && operation.path.test(path));
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

interface Claim {
  readonly service: string;
  readonly first: string;
  /** Undefined where the path ends before it or has a parameter there. */
  readonly second: string | undefined;
}

function claimOf(service: string, path: string): Claim {
  const [, first, second] = routed.exec(path) ?? [];
  if (first === undefined)
    throw new RouteFault(`${service} documents ${path}, which no route reaches: paths are /v1/<plural-kebab-noun>.`);
  return { service, first, second };
}

function prefixesOf(claims: readonly Claim[]): Map<string, string> {
  const prefixes = new Map<string, string>();
  for (const { service, first, second } of claims) {
    const others = claims.filter((claim) => claim.first === first && claim.service !== service);
    const rival = others.find((claim) => claim.second === second || claim.second === undefined || second === undefined);
    const prefix = others.length === 0 ? first : `${first}/${second ?? ''}`;
    if (rival !== undefined)
      throw new RouteFault(`Both ${rival.service} and ${service} claim /v1/${prefix.replace(/\/$/, '')}.`);
    prefixes.set(prefix, service);
  }
  return prefixes;
}

function pattern(template: string): RegExp {
  const source = template
    .split(/\{[^}]+\}/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]+');
  return new RegExp(`^${source}/?$`);
}
