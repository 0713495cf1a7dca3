import { Controller, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, ImportOperation, Imports, UploadedFile, type Upload } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { PartnerImportService } from './partner-import.service.js';
import { PartnerRowDto } from './partner-row.dto.js';

@ApiTags('partners')
@Controller('v1/partners')
export class PartnerImportController {
  constructor(
    private readonly importing: PartnerImportService,
    private readonly imports: Imports,
  ) {}

  @ImportOperation({
    roles: ['admin'],
    scope: 'partners:write',
    summary: 'Bring over partners of another system: active at once, with their own history; nobody earns by it',
    row: PartnerRowDto,
  })
  import(@CurrentActor() actor: Actor, @UploadedFile() upload: Upload): Promise<StreamableFile> {
    const apply = this.importing.apply.bind(this.importing);
    return this.imports.run(actor, upload, { row: PartnerRowDto, apply });
  }
}
