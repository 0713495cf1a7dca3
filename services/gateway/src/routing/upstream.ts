import type { ErrorCatalog } from '@tributary/http';
import type { RoutedDocument } from './route-table.js';

export type ServiceOpenApi = RoutedDocument & Readonly<Record<string, unknown>>;

/** A service behind the door. */
export interface Upstream {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly openapi: ServiceOpenApi;
  readonly errors: ErrorCatalog;
}

/** A service as its own document tells of it. */
export function upstreamFrom(name: string, url: string, openapi: ServiceOpenApi): Upstream {
  const { title, description } = (openapi['info'] ?? {}) as { readonly title?: string; readonly description?: string };
  const errors = (openapi['x-error-catalog'] ?? {}) as ErrorCatalog;
  return { name, title: title ?? name, description: description ?? '', url, openapi, errors };
}

/** Asks a service for its document until it gives it; a service that is still starting is given time. */
export async function discover(name: string, url: string, patienceMilliseconds: number): Promise<Upstream> {
  const until = Date.now() + patienceMilliseconds;
  for (;;) {
    try {
      const answer = await fetch(`${url}/openapi.json`, { signal: AbortSignal.timeout(5_000) });
      if (answer.ok) return upstreamFrom(name, url, (await answer.json()) as ServiceOpenApi);
    } catch (error) {
      if (Date.now() > until) throw new Error(`${name} does not answer on ${url}.`, { cause: error });
    }
    if (Date.now() > until) throw new Error(`${name} has no document on ${url}/openapi.json.`);
    await new Promise((wake) => setTimeout(wake, 500));
  }
}
