import { Controller, type StreamableFile } from '@nestjs/common';
import { CurrentActor, ImportOperation, Imports, UploadedFile, type Upload } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { OpportunityImportService } from './opportunity-import.service.js';
import { OpportunityRowDto } from './opportunity-row.dto.js';

@Controller('v1/opportunities')
export class OpportunityImportController {
  constructor(
    private readonly importing: OpportunityImportService,
    private readonly imports: Imports,
  ) {}

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
