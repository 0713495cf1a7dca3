import { applyDecorators, Get, Query, type StreamableFile, type Type } from '@nestjs/common';
import { PARAMTYPES_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { Walk, type Page } from '@tributary/persistence';
import { Operation, type OperationOptions } from '../operations/operation.js';
import { AskedFormat, ExportOperation, exportOf, type ExportAccess } from '../transfer/export.js';
import { ExportQuery, exportQueryOf, type ExportedList, type ExportFormat } from '../transfer/export-query.js';
import { PageOf, type ListQuery } from './list-query.js';

export interface ListAccess<Item extends object> extends Pick<ExportAccess, 'roles' | 'scope' | 'errors'> {
  readonly summary: string;
  readonly description?: string;
  /** The DTO of an item. */
  readonly item: Type<Item>;
}

type ListHandler<Item> = (...given: never[]) => Promise<Page<Item>> | Page<Item>;
type Decorator<Item> = <Handler extends ListHandler<Item>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void;

const pathParameters = 'swagger/apiParameters';

/** `GET` of a collection, and with it `GET export`: the same handler asked for everything, part by part over one cursor. So an export has the filters, the rights and the shape of its list. */
export function ListOperation<Item extends object>({ item, ...access }: ListAccess<Item>): Decorator<Item> {
  const list = applyDecorators(Get(), Operation({ ...(access as OperationOptions), answer: PageOf(item) }));
  return (target, key, descriptor) => {
    const declared: unknown = Reflect.getMetadata(pathParameters, descriptor.value as object);
    list(target, key, descriptor);
    const exported = exportFrom(target, key, descriptor.value as unknown as Listing<Item>, item);
    if (declared !== undefined) Reflect.defineMetadata(pathParameters, declared, exported.value as object);
    const summary = `${access.summary}, all of them as a file`;
    ExportOperation({ ...access, summary, row: item })(target, 'export', exported);
  };
}

type Listing<Item> = (this: object, ...given: unknown[]) => Promise<Page<Item>> | Page<Item>;

// Adds a method to the controller that takes what the list takes: Nest and swagger find its parameters where decorators would have put them.
function exportFrom<Item extends object>(
  target: object,
  key: string | symbol,
  list: Listing<Item>,
  item: Type<Item>,
): PropertyDescriptor {
  if (Object.hasOwn(target, 'export')) throw new Error(`${target.constructor.name} has an export already.`);
  const types = [...(Reflect.getMetadata(PARAMTYPES_METADATA, target, key) as Type[])];
  const places = (Reflect.getMetadata(ROUTE_ARGS_METADATA, target.constructor, key) ?? {}) as Places;
  Reflect.defineMetadata(ROUTE_ARGS_METADATA, places, target.constructor, 'export');
  const asked = queryIn(places) ?? types.length;
  types[asked] = types[asked] === undefined ? ExportQuery : exportQueryOf(types[asked] as Type<ListQuery>);
  const format = types.push(String) - 1;
  Query()(target, 'export', asked);
  AskedFormat()(target, 'export', format);
  Reflect.defineMetadata(PARAMTYPES_METADATA, types, target, 'export');
  const exported = {
    async export(this: object, ...given: unknown[]): Promise<StreamableFile> {
      const walk = (given[asked] as Partial<ExportedList>).walk ?? new Walk();
      const rows = everyItem(() => list.apply(this, given), walk);
      return exportOf(given[format] as ExportFormat, item, rows);
    },
  };
  const descriptor = { value: exported.export, configurable: true, writable: true, enumerable: false };
  Object.defineProperty(target, 'export', descriptor);
  return descriptor;
}

type Places = Readonly<Record<string, { readonly index: number }>>;

function queryIn(places: Places): number | undefined {
  return Object.entries(places).find(([place]) => place.startsWith(`${RouteParamtypes.QUERY}:`))?.[1].index;
}

async function* everyItem<Item>(list: () => Promise<Page<Item>> | Page<Item>, walk: Walk): AsyncGenerator<Item> {
  try {
    for (;;) {
      const { items, nextCursor } = await list();
      yield* items;
      if (nextCursor === null) return;
      if (!walk.hasBegun) throw new Error('A list whose pages do not come from Reads.page needs an export of its own.');
    }
  } finally {
    await walk.close();
  }
}
