import type { ErrorCatalog } from '@tributary/http';
import type { RoutedDocument } from './route-table.js';

/** A service behind the door. */
export interface Upstream {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly openapi: RoutedDocument & Readonly<Record<string, unknown>>;
  readonly errors: ErrorCatalog;
}
