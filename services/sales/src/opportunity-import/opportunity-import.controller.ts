import { Controller, type StreamableFile } from '@nestjs/common';
import {
  AskedFormat,
  CurrentActor,
  ExportOperation,
  exportOf,
  ImportOperation,
  Imports,
  UploadedFile,
  type ExportFormat,
  type Upload,
} from '@tributary/http';
import { vendorRoles, type Actor } from '@tributary/kernel';
import { OpportunityExportQueries } from './opportunity-export.queries.js';
import { OpportunityImportService } from './opportunity-import.service.js';
import { OpportunityRowDto } from './opportunity-row.dto.js';

@Controller('v1/opportunities')
export class OpportunityImportController {
  constructor(
    private readonly importing: OpportunityImportService,
    private readonly queries: OpportunityExportQueries,
    private readonly imports: Imports,
  ) {}

  @ExportOperation({
    roles: vendorRoles,
    scope: 'opportunities:read',
    summary: 'All opportunities as a file',
    row: OpportunityRowDto,
  })
  export(@CurrentActor() actor: Actor, @AskedFormat() format: ExportFormat): Promise<StreamableFile> {
    return exportOf(format, OpportunityRowDto, this.queries.rows(actor));
  }

  @ImportOperation({
    roles: ['admin'],
    scope: 'opportunities:write',
    summary: 'Bring over the opportunities of another system, with their own days: nobody earns by them',
    row: OpportunityRowDto,
  })
  import(@CurrentActor() actor: Actor, @UploadedFile() upload: Upload): Promise<StreamableFile> {
    const apply = this.importing.apply.bind(this.importing);
    return this.imports.run(actor, upload, { row: OpportunityRowDto, apply });
  }
}
