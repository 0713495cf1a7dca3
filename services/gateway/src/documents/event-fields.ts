import { descriptionOf, type JsonSchema } from '@tributary/contracts';

/** A field of an event as a person reads about it. */
export interface EventField {
  /** `deal.lines[].sku` */
  readonly path: string;
  /** `text, up to 400`, `date-time or null` */
  readonly kind: string;
  readonly mayBeMissing: boolean;
  readonly meaning: string;
  readonly words: readonly string[];
  /** Set where the field touches a person: `pseudonym` or `possible`. */
  readonly personal: string | undefined;
}

export function eventFields(schema: JsonSchema, path = ''): EventField[] {
  const branches = [schema, ...((schema['anyOf'] ?? []) as JsonSchema[])];
  const items = branches.flatMap(({ items }) => (items === undefined ? [] : [items as JsonSchema]));
  return [
    ...branches.flatMap((branch) => {
      const required = (branch['required'] ?? []) as string[];
      const fields = Object.entries((branch['properties'] ?? {}) as Record<string, JsonSchema>);
      return fields.flatMap(([name, field]) => {
        const at = path === '' ? name : `${path}.${name}`;
        return [fieldOf(at, field, !required.includes(name)), ...eventFields(field, at)];
      });
    }),
    ...items.flatMap((item) => eventFields(item, `${path}[]`)),
  ];
}

function fieldOf(path: string, schema: JsonSchema, mayBeMissing: boolean): EventField {
  const kinds = ((schema['anyOf'] as JsonSchema[] | undefined) ?? [schema]).map((branch) => ({ ...schema, ...branch }));
  const told = <T>(keyword: string): T | undefined => kinds.map((kind) => kind[keyword] as T).find(Boolean);
  return {
    path,
    kind: kinds.map(kindOf).join(' or '),
    mayBeMissing,
    meaning: descriptionOf(schema) ?? '',
    words: told<readonly string[]>('x-extensible-enum') ?? [],
    personal: told<string>('x-personal-data'),
  };
}

function kindOf({ type, format, items, ...bounds }: JsonSchema): string {
  const most = bounds['maxLength'] ?? bounds['maxItems'];
  const suffix = typeof most === 'number' ? `, up to ${most}` : '';
  if (typeof format === 'string') return format;
  if (type === 'array') return `list of ${kindOf(items as JsonSchema).replace(/,.*/, '')}${suffix}`;
  return `${type === 'string' ? 'text' : String(type)}${suffix}`;
}
