/** The paths that exist and their methods, to tell a wrong method (405) from a wrong path (404). */
export class RouteTable {
  readonly #methods = new Map<string, Set<string>>();
  #patterns: readonly (readonly [RegExp, ReadonlySet<string>])[] | null = null;

  add(method: string | readonly string[], path: string): void {
    const methods = this.#methods.get(path) ?? new Set<string>();
    for (const one of typeof method === 'string' ? [method] : method) methods.add(one);
    this.#methods.set(path, methods);
    this.#patterns = null;
  }

  methodsAt(path: string): string[] {
    this.#patterns ??= [...this.#methods].map(([pattern, methods]) => [expression(pattern), methods] as const);
    const found = this.#patterns.filter(([pattern]) => pattern.test(path)).flatMap(([, methods]) => [...methods]);
    return [...new Set(found)].sort();
  }
}

function expression(path: string): RegExp {
  const steps = path
    .split('/')
    .map((step) => (step.startsWith(':') ? '[^/]+' : step.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${steps.join('/')}$`);
}
