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
  ChangedProductFamilyDto,
  familyOf,
  NewProductFamilyDto,
  ProductFamiliesExportQuery,
  ProductFamiliesQuery,
  ProductFamilyDto,
  ProductFamilyRowDto,
} from './product-family.dto.js';
import { ProductFamilyImportService } from './product-family-import.service.js';
import { ProductFamilyQueries } from './product-family.queries.js';
import { productFamilies } from './product-family.schema.js';
import { ProductFamilyService } from './product-family.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'products:read' };
const write = { roles: ['admin', 'deal_desk'] as const, scope: 'products:write' };

@Controller('v1/product-families')
export class ProductFamilyController {
  constructor(
    private readonly families: ProductFamilyService,
    private readonly importing: ProductFamilyImportService,
    private readonly queries: ProductFamilyQueries,
    private readonly imports: Imports,
  ) {}

  @Get()
  @Operation({ ...read, summary: 'The product families', answer: PageOf(ProductFamilyDto) })
  async list(@CurrentActor() actor: Actor, @Query() query: ProductFamiliesQuery): Promise<Page<ProductFamilyDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map(familyOf) };
  }

  @ExportOperation({ ...read, summary: 'All product families as a file', row: ProductFamilyRowDto })
  export(
    @CurrentActor() actor: Actor,
    @Query() query: ProductFamiliesExportQuery,
    @AskedFormat() format: ExportFormat,
  ): Promise<StreamableFile> {
    return exportOf(format, ProductFamilyRowDto, this.queries.rows(actor, query));
  }

  @ImportOperation({ ...write, summary: 'Bring product families in from a file', row: ProductFamilyRowDto })
  import(@CurrentActor() actor: Actor, @UploadedFile() upload: Upload): Promise<StreamableFile> {
    const apply = this.importing.apply.bind(this.importing);
    return this.imports.run(actor, upload, {
      row: ProductFamilyRowDto,
      aliases: { series: 'code', family: 'code' },
      apply,
    });
  }

  @Post()
  @Operation({
    ...write,
    summary: 'Define a product family',
    answer: ProductFamilyDto,
    status: 201,
    errors: ['CODE_TAKEN', 'PARENT_UNKNOWN', 'HIERARCHY_CYCLE'],
  })
  async define(@CurrentActor() actor: Actor, @Body() input: NewProductFamilyDto): Promise<ProductFamilyDto> {
    return familyOf(
      await this.families.define(actor, {
        ...input,
        parentId: input.parentId ?? null,
        requiredCertification: input.requiredCertification ?? null,
      }),
    );
  }

  @Get(':id')
  @Operation({ ...read, summary: 'One product family', answer: ProductFamilyDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<ProductFamilyDto> {
    return familyOf(await this.queries.one(actor, id));
  }

  @Patch(':id')
  @Operation({
    ...write,
    summary: 'Rename a product family, move it in the tree, or say which certification it asks for',
    answer: ProductFamilyDto,
    errors: ['PARENT_UNKNOWN', 'HIERARCHY_CYCLE'],
  })
  async change(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() change: ChangedProductFamilyDto,
  ): Promise<ProductFamilyDto> {
    return familyOf(await this.families.change(actor, id, change));
  }

  @HistoryOperation({ noun: 'product family', roles: vendorRoles, scope: 'products:read' })
  history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    return historyOf(this.queries.reads, actor, productFamilies, id, query.page());
  }
}
