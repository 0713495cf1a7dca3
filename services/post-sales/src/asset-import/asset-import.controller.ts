import { Controller, type StreamableFile } from '@nestjs/common';
import { CurrentActor, ImportOperation, Imports, UploadedFile, type Upload } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { AssetImportService } from './asset-import.service.js';
import { AssetRowDto } from './asset-row.dto.js';

@Controller('v1/assets')
export class AssetImportController {
  constructor(
    private readonly importing: AssetImportService,
    private readonly imports: Imports,
  ) {}

  @ImportOperation({
    roles: ['admin', 'support'],
    scope: 'assets:write',
    summary: 'Bring units in from a file',
    row: AssetRowDto,
  })
  import(@CurrentActor() actor: Actor, @UploadedFile() upload: Upload): Promise<StreamableFile> {
    return this.imports.run(actor, upload, {
      row: AssetRowDto,
      apply: (tx, rows) => this.importing.apply(tx, rows),
    });
  }
}
