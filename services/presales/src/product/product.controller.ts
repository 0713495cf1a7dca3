import { Body, Controller, Get, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import {
  AskedFormat,
  CurrentActor,
  EntityId,
  ExportOperation,
  exportOf,
  HistoryEntryDto,
  HistoryOperation,
  HistoryQuery,
  ImportOperation,
  Imports,
  Operation,
  PageOf,
  UploadedFile,
  type ExportFormat,
  type Upload,
} from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, type Page } from '@tributary/persistence';
import {
  ChangedProductDto,
  EndLifeDto,
  EndSaleDto,
  NewProductDto,
  ProductDto,
  productOf,
  ProductsExportQuery,
  ProductsQuery,
} from './product.dto.js';
import { ProductImportService } from './product-import.service.js';
import { ProductQueries } from './product.queries.js';
import { productAliases, ProductRowDto } from './product-row.dto.js';
import { products } from './product.schema.js';
import { ProductService, type ProductInput } from './product.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'products:read' };
const write = { roles: ['admin', 'deal_desk'] as const, scope: 'products:write' };

@Controller('v1/products')
export class ProductController {
  constructor(
    private readonly products: ProductService,
    private readonly importing: ProductImportService,
    private readonly queries: ProductQueries,
    private readonly imports: Imports,
  ) {}

  @Get()
  @Operation({ ...read, summary: 'The products of the catalog', answer: PageOf(ProductDto) })
  async list(@CurrentActor() actor: Actor, @Query() query: ProductsQuery): Promise<Page<ProductDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map((row) => productOf(row, actor)) };
  }

  @ExportOperation({ ...read, summary: 'All products as a file', row: ProductRowDto })
  export(
    @CurrentActor() actor: Actor,
    @Query() query: ProductsExportQuery,
    @AskedFormat() format: ExportFormat,
  ): Promise<StreamableFile> {
    return exportOf(format, ProductRowDto, this.queries.rows(actor, query));
  }

  @ImportOperation({ ...write, summary: 'Bring products in from a file', row: ProductRowDto })
  import(@CurrentActor() actor: Actor, @UploadedFile() upload: Upload): Promise<StreamableFile> {
    const apply = this.importing.apply.bind(this.importing);
    return this.imports.run(actor, upload, { row: ProductRowDto, aliases: productAliases, apply });
  }

  @Post()
  @Operation({
    ...write,
    summary: 'Add a product, as a draft or for sale',
    answer: ProductDto,
    status: 201,
    errors: ['SKU_TAKEN', 'EXTERNAL_ID_TAKEN', 'FAMILY_UNKNOWN'],
  })
  async add(@CurrentActor() actor: Actor, @Body() { sku, publish, ...input }: NewProductDto): Promise<ProductDto> {
    const description = { ...given(input), name: input.name, familyCode: input.familyCode };
    return productOf(await this.products.draft(actor, sku, description, publish ?? false), actor);
  }

  @Get(':id')
  @Operation({ ...read, summary: 'One product', answer: ProductDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<ProductDto> {
    return productOf(await this.queries.one(actor, id), actor);
  }

  @Patch(':id')
  @Operation({
    ...write,
    summary: 'Change a product',
    answer: ProductDto,
    errors: ['FAMILY_UNKNOWN', 'EXTERNAL_ID_TAKEN'],
  })
  async revise(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() change: ChangedProductDto,
  ): Promise<ProductDto> {
    return productOf(await this.products.revise(actor, id, given(change)), actor);
  }

  @Post(':id/publish')
  @Operation({ ...write, summary: 'Open a product for sale', answer: ProductDto, errors: ['INVALID_TRANSITION'] })
  async publish(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<ProductDto> {
    return productOf(await this.products.publish(actor, id), actor);
  }

  @Post(':id/end-sale')
  @Operation({
    ...write,
    summary: 'Announce the end of sale of a product',
    answer: ProductDto,
    errors: ['INVALID_TRANSITION', 'REPLACED_BY_ITSELF', 'REPLACEMENT_UNKNOWN', 'RETURN_BEFORE_ORDER'],
  })
  async endSale(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { lastOrderOn, lastReturnOn = null, replacementSku = null, reason = null }: EndSaleDto,
  ): Promise<ProductDto> {
    return productOf(
      await this.products.endSale(actor, id, { lastOrderOn, lastReturnOn, replacementSku, reason }),
      actor,
    );
  }

  @Post(':id/end-life')
  @Operation({ ...write, summary: 'End the life of a product', answer: ProductDto, errors: ['INVALID_TRANSITION'] })
  async endLife(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason = null }: EndLifeDto,
  ): Promise<ProductDto> {
    return productOf(await this.products.endLife(actor, id, reason), actor);
  }

  @HistoryOperation({ noun: 'product', roles: vendorRoles, scope: 'products:read' })
  history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    return historyOf(this.queries.reads, actor, products, id, query.page());
  }
}

function given({ attributes, ...input }: ChangedProductDto): ProductInput {
  if (attributes === undefined) return input;
  return {
    ...input,
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)])),
  };
}
